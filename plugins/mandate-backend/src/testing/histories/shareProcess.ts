import { liveHistories } from './liveHistories';
import type { ShareOrder } from './liveShare';
import { type HistoryServer, startPostgresHistories } from './postgresClock';
import { openSqlite } from './virtualClock';

/** The process that `liveShare` starts: lives through the histories it is told, sends the report, and ends. */
async function main(): Promise<void> {
  // Nobody waits for the report any more.
  process.once('disconnect', () => process.exit(1));
  const { database, ...order }: ShareOrder = JSON.parse(process.argv[2] ?? '');
  const server = await startServer(database);
  const report = await liveHistories({ ...order, open: server.open });
  await server.close();
  process.send?.(report, () => process.exit(0));
}

async function startServer(
  database: ShareOrder['database'],
): Promise<HistoryServer> {
  const connection =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  return database === 'PostgreSQL' && connection !== undefined
    ? startPostgresHistories(connection)
    : { open: openSqlite, close: async () => {} };
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
