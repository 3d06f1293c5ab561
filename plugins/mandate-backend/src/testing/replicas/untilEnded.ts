import type { Knex } from 'knex';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReplicaProcess } from './ReplicaProcess';

const END_LIMIT_MS = 240_000;

/** Waits until every change has ended; fails when a replica has died by itself. */
export async function untilEnded(
  knex: Knex,
  replicas: readonly ReplicaProcess[],
): Promise<void> {
  const endsAt = Date.now() + END_LIMIT_MS;
  for (;;) {
    const open = await knex('mandate_changes')
      .whereNull('ended_at')
      .select('state', 'status_words');
    if (open.length === 0) {
      return;
    }
    const dead = replicas.find(({ isAlive }) => !isAlive);
    if (dead || Date.now() > endsAt) {
      throw new Error(
        dead
          ? `A replica died: ${dead.said}`
          : `Not all ended: ${JSON.stringify(open)}`,
      );
    }
    await wait(200);
  }
}
