import { liveHistories } from '../testing/histories/liveHistories';
import { openPostgres, openSqlite } from '../testing/histories/virtualClock';

jest.setTimeout(300_000);

const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
/** One in so many of the seeds is lived through on PostgreSQL too, where each takes longer. */
const COUNT = Number(process.env.MANDATE_HISTORIES ?? 300);
const FIRST_SEED = Number(process.env.MANDATE_HISTORIES_SEED ?? 1);

const databases = [
  { name: 'SQLite', open: openSqlite, count: COUNT },
  ...(POSTGRES === undefined
    ? []
    : [
        {
          name: 'PostgreSQL',
          open: () => openPostgres(POSTGRES),
          count: Math.ceil(COUNT / 20),
        },
      ]),
];

describe.each(databases)('Random histories, $name', ({ open, count }) => {
  it('break none of I1 to I11', async () => {
    const report = await liveHistories({
      open,
      count,
      firstSeed: FIRST_SEED,
      maximumSeconds: 280,
    });
    expect(report.broken).toEqual([]);
    expect(report.lived).toBe(count);
  });
});
