import knexFactory from 'knex';
import { clusterHarness } from './clusterHarness';
import { REPLICA_LEASE_MS } from './ReplicaProcess';

/** A replica that changes a cluster, as a process of its own: `clusterReplica.ts <connection of knex as JSON> <kubeconfig>`. */
async function main(): Promise<void> {
  const config: unknown = JSON.parse(process.argv[2] ?? 'null');
  const kubeconfig = process.argv[3];
  if (typeof config !== 'object' || config === null || !kubeconfig) {
    throw new Error('Give the database as JSON, and a kubeconfig.');
  }
  const { harness } = await clusterHarness(knexFactory(config), kubeconfig);
  harness
    .worker({
      settings: {
        leaseMs: REPLICA_LEASE_MS,
        concurrency: 4,
        pollMs: 50,
        stepRetry: { initialMs: 20, maximumMs: 200 },
        gateRetry: { initialMs: 20, maximumMs: 200 },
        limits: { maximumUnknown: 200, maximumAttempts: 200 },
        checkMs: 50,
      },
    })
    .start();
  process.send?.('ready');
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
