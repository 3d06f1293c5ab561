import { liveHistories } from '../testing/histories/liveHistories';
import { openPostgres, openSqlite } from '../testing/histories/virtualClock';

/** As many as fit into this time are lived through: some two thousand on a machine without other work. */
const SECONDS = Number(process.env.MANDATE_HISTORIES_SECONDS ?? 120);

jest.setTimeout((SECONDS + 120) * 1_000);

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
const COUNT = Number(process.env.MANDATE_HISTORIES ?? 10_000);
const FIRST_SEED = Number(process.env.MANDATE_HISTORIES_SEED ?? 1);

const databases = [
  // With fewer than enough, the machine was too busy for the test to say anything.
  { name: 'SQLite', open: openSqlite, seconds: SECONDS, enough: 20 },
  ...(POSTGRES === undefined
    ? []
    : [
        {
          name: 'PostgreSQL',
          open: () => openPostgres(POSTGRES),
          seconds: SECONDS / 2,
          enough: 2,
        },
      ]),
];

describe.each(databases)(
  'Random histories, $name',
  ({ open, seconds, enough }) => {
    it('break none of I1 to I12', async () => {
      const report = await liveHistories({
        open,
        count: COUNT,
        firstSeed: FIRST_SEED,
        maximumSeconds: seconds,
      });
      expect(report.broken).toEqual([]);
      expect(report.lived).toBeGreaterThanOrEqual(Math.min(enough, COUNT));
    });
  },
);
