import { liveHistories } from '../src/testing/histories/liveHistories';
import {
  type HistoryServer,
  startPostgresHistories,
} from '../src/testing/histories/postgresClock';
import { openSqlite } from '../src/testing/histories/virtualClock';
import type { Figure } from './database';

/** Where to begin: a finding comes again with its own seed and `MANDATE_HAMMER_HISTORIES=1`. */
const FIRST_SEED = Number(process.env.MANDATE_HAMMER_SEED ?? 1_000_000);
const HISTORIES = Number(process.env.MANDATE_HAMMER_HISTORIES ?? 10_000);
const SECONDS = Number(process.env.MANDATE_HAMMER_SECONDS ?? 600);
const DATABASE = process.env.MANDATE_HAMMER_DATABASE ?? 'SQLite';
const POSTGRES =
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;

/**
 * Lives through random histories of the kernel against its reference model, as many as fit, and prints each that broke
 * an invariant with its seed and all that had happened in it.
 */
export async function run(): Promise<Figure[]> {
  const server = await startServer();
  const { lived, seconds, processorSeconds, broken } = await liveHistories({
    open: server.open,
    firstSeed: FIRST_SEED,
    count: HISTORIES,
    maximumSeconds: SECONDS,
  });
  await server.close();
  for (const { seed, words, told } of broken) {
    process.stderr.write(`Seed ${seed}: ${words}\n  ${told.join('\n  ')}\n`);
  }
  const what = `histories through ${DATABASE}`;
  return [
    { name: `${what}, first seed`, value: FIRST_SEED, unit: '' },
    { name: what, value: lived, unit: '' },
    { name: what, value: Math.round((lived / seconds) * 10) / 10, unit: '/s' },
    {
      name: `processor time of ${what}`,
      value: Math.round((processorSeconds * 10_000) / lived) / 10,
      unit: 'ms each',
    },
    { name: `findings in ${what}`, value: broken.length, unit: '' },
  ];
}

async function startServer(): Promise<HistoryServer> {
  if (DATABASE === 'SQLite') {
    return { open: openSqlite, close: async () => {} };
  }
  if (POSTGRES === undefined) {
    throw new Error(
      'Name a PostgreSQL server in BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING, or leave MANDATE_HAMMER_DATABASE out to use SQLite.',
    );
  }
  return startPostgresHistories(POSTGRES);
}
