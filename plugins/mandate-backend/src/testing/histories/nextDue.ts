import type { Knex } from 'knex';
import { z } from 'zod';
import type { TimerKind } from '../../database/timers/TimerStore';

/** They come again and again, or are of nobody that a history has; none of them ends a change. */
const IDLE_TIMERS: readonly TimerKind[] = [
  'drift',
  'nudge',
  'reminder',
  'keep',
];
/** Later than any clock of a history: a person has to wake it. */
const NEVER_MS = Date.UTC(9000, 0);

const rowSchema = z.object({ at: z.coerce.number().nullable() });

/** When something is to be done next that could move a change; undefined when all waits for people. */
export async function nextDue(knex: Knex): Promise<number | undefined> {
  const [timer]: unknown[] = await knex('mandate_timers')
    .whereNotIn('kind', [...IDLE_TIMERS])
    .min('due_at as at');
  const [run]: unknown[] = await knex('mandate_runs')
    .whereNull('ended_at')
    .where('due_at', '<', NEVER_MS)
    .min({
      at: knex.raw(
        'case when lease_until > due_at then lease_until else due_at end',
      ),
    });
  const dues = [timer, run].flatMap(row => rowSchema.parse(row).at ?? []);
  return dues.length > 0 ? Math.min(...dues) : undefined;
}
