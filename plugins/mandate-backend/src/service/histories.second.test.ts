import {
  countOf,
  type HistoryShare,
  liveShare,
  SHARE_LIMIT_SECONDS,
} from '../testing/histories/liveShare';

jest.setTimeout((SHARE_LIMIT_SECONDS + 60) * 1_000);

/** As `histories.test.ts`, side by side with it. */
const share: HistoryShare = { database: 'SQLite', from: 4_500, count: 4_500 };

describe('More random histories on SQLite', () => {
  it(`of ${countOf(share)} seeds break none of I1 to I12`, async () => {
    const { broken, lived } = await liveShare(share);
    expect(broken).toEqual([]);
    expect(lived).toBe(countOf(share));
  });
});
