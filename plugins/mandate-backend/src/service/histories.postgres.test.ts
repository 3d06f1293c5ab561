import {
  countOf,
  type HistoryShare,
  liveShare,
  SHARE_LIMIT_SECONDS,
} from '../testing/histories/liveShare';

jest.setTimeout((SHARE_LIMIT_SECONDS + 60) * 1_000);

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

/** As `histories.test.ts`. Where there is no PostgreSQL they are lived through all the same. */
const share: HistoryShare = {
  database: POSTGRES === undefined ? 'SQLite' : 'PostgreSQL',
  from: 9_000,
  count: 1_000,
};

describe(`Random histories on ${share.database}`, () => {
  it(`of ${countOf(share)} seeds break none of I1 to I12`, async () => {
    const { broken, lived } = await liveShare(share);
    expect(broken).toEqual([]);
    expect(lived).toBe(countOf(share));
  });
});
