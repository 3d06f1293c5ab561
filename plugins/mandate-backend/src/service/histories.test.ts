import {
  countOf,
  type HistoryShare,
  liveShare,
  SHARE_LIMIT_SECONDS,
} from '../testing/histories/liveShare';

jest.setTimeout((SHARE_LIMIT_SECONDS + 60) * 1_000);

/** The other shares of the ten thousand are in `histories.second.test.ts` and `histories.postgres.test.ts`. */
const share: HistoryShare = { database: 'SQLite', from: 0, count: 4_500 };

describe('Random histories on SQLite', () => {
  it(`of ${countOf(share)} seeds break none of I1 to I12`, async () => {
    const { broken, lived } = await liveShare(share);
    expect(broken).toEqual([]);
    expect(lived).toBe(countOf(share));
  });
});
