import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { holdName } from '../advisoryLock';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** While it is in force, nothing of the person may be erased. */
export interface LegalHold {
  readonly id: string;
  /** Entity reference in lower case. */
  readonly person: string;
  readonly reason: string;
  readonly placedBy: string;
  readonly placedAtMs: number;
}

const rowSchema = z.object({
  id: z.string(),
  person: z.string(),
  reason: z.string(),
  placed_by: z.string(),
  placed_at: integerColumn,
});

/** Holds in force, the oldest first; of one person, or all. */
export async function readHolds(
  tx: KernelTransaction,
  person?: string,
): Promise<readonly LegalHold[]> {
  const holds = tx
    .knex('mandate_legal_holds')
    .whereNull('released_at')
    .orderBy('placed_at');
  const rows = await (person === undefined ? holds : holds.where({ person }));
  return z
    .array(rowSchema)
    .parse(rows)
    .map(row => ({
      id: row.id,
      person: row.person,
      reason: row.reason,
      placedBy: row.placed_by,
      placedAtMs: row.placed_at,
    }));
}

/**
 * Has what erases and who places a hold wait for each other until their transactions end: what is erased was erased before
 * the hold was placed, or knows of it. Call it before anything else.
 */
export async function excludeHolds(tx: KernelTransaction): Promise<void> {
  await holdName(tx, 'mandate-legal-holds');
}

/** Places a hold, from now on; what is being erased is erased before. */
export async function placeHold(
  tx: KernelTransaction,
  hold: Pick<LegalHold, 'person' | 'reason' | 'placedBy'>,
): Promise<LegalHold> {
  await excludeHolds(tx);
  const placed = { ...hold, id: randomUUID(), placedAtMs: await tx.now() };
  await tx.knex('mandate_legal_holds').insert({
    id: placed.id,
    person: placed.person,
    reason: placed.reason,
    placed_by: placed.placedBy,
    placed_at: placed.placedAtMs,
  });
  return placed;
}

/** Ends a hold; `unknown` when there is none in force with this id. */
export async function releaseHold(
  tx: KernelTransaction,
  release: { readonly id: string; readonly by: string },
): Promise<'released' | 'unknown'> {
  const released = await tx
    .knex('mandate_legal_holds')
    .where({ id: release.id })
    .whereNull('released_at')
    .update({ released_at: await tx.now(), released_by: release.by });
  return released === 1 ? 'released' : 'unknown';
}
