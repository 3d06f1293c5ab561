import knexFactory from 'knex';
import { RunHarness } from '../../service/run/testing/RunHarness';
import { REPLICA_LEASE_MS } from './ReplicaProcess';
import { TableWorld } from './TableWorld';

/** A replica of the run side as a process of its own: `replica.ts <connection of knex as JSON>`. */
async function main(): Promise<void> {
  const config: unknown = JSON.parse(process.argv[2] ?? 'null');
  if (typeof config !== 'object' || config === null) {
    throw new Error('Give the database as JSON.');
  }
  const knex = knexFactory(config);
  const harness = await RunHarness.create(knex, {
    kind: new TableWorld(knex).kind(),
  });
  harness
    .worker({
      settings: { leaseMs: REPLICA_LEASE_MS, concurrency: 4, pollMs: 50 },
    })
    .start();
  process.send?.('ready');
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
