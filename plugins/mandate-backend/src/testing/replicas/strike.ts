import { setTimeout as wait } from 'node:timers/promises';
import type { RandomSource } from '../histories/RandomSource';
import { REPLICA_LEASE_MS, type ReplicaProcess } from './ReplicaProcess';
import type { SharedDatabase } from './sharedDatabases';

/** What happened to a replica. */
export type Blow = 'stood still' | 'cut off' | 'killed';

/** Stops a replica for longer than its lease, cuts a connection in the middle of what it does, or kills a replica. */
export async function strike(
  replicas: ReplicaProcess[],
  options: {
    readonly random: RandomSource;
    readonly database: SharedDatabase;
    /** Starts one in the place of one that was killed. */
    readonly start: () => Promise<ReplicaProcess>;
  },
): Promise<Blow> {
  const { random, database, start } = options;
  const index = random.between(0, replicas.length - 1);
  const dice = random.next();
  await wait(random.between(50, 400));
  if (dice < 0.5) {
    replicas[index].pause();
    await wait(REPLICA_LEASE_MS * 2);
    replicas[index].goOn();
    return 'stood still';
  }
  if (dice < 0.8) {
    await database.cutOne();
    return 'cut off';
  }
  await replicas[index].kill();
  replicas[index] = await start();
  return 'killed';
}
