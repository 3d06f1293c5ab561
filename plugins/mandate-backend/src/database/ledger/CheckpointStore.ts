import type { Knex } from 'knex';
import { z } from 'zod';
import { integerColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** A signed note over the log at a size. */
export interface StoredCheckpoint {
  readonly size: number;
  /** Base64. */
  readonly rootHash: string;
  readonly note: string;
}

const checkpointRowSchema = z.object({
  size: integerColumn,
  root_hash: z.string(),
  note: z.string(),
});

/** The checkpoint of the greatest size. */
export async function latestCheckpoint(
  knex: Knex,
): Promise<StoredCheckpoint | undefined> {
  const row: unknown = await knex('mandate_ledger_checkpoints')
    .orderBy('size', 'desc')
    .first();
  return row === undefined ? undefined : checkpointFromRow(row);
}

/** All checkpoints, smallest first. */
export async function allCheckpoints(
  knex: Knex,
): Promise<readonly StoredCheckpoint[]> {
  const rows = await knex('mandate_ledger_checkpoints').orderBy('size');
  return rows.map(checkpointFromRow);
}

/** Stores a checkpoint; of two for one size, made by two replicas at once, the first stays. */
export async function storeCheckpoint(
  tx: KernelTransaction,
  checkpoint: StoredCheckpoint,
): Promise<void> {
  await tx
    .knex('mandate_ledger_checkpoints')
    .insert({
      size: checkpoint.size,
      root_hash: checkpoint.rootHash,
      note: checkpoint.note,
      created_at: await tx.now(),
    })
    .onConflict('size')
    .ignore();
}

/** Adds lines of witnesses to a checkpoint's note. */
export async function addCosignatures(
  tx: KernelTransaction,
  size: number,
  lines: string,
): Promise<void> {
  await tx
    .knex('mandate_ledger_checkpoints')
    .where({ size })
    .update({ note: tx.knex.raw('note || ?', [lines]) });
}

function checkpointFromRow(row: unknown): StoredCheckpoint {
  const { size, root_hash: rootHash, note } = checkpointRowSchema.parse(row);
  return { size, rootHash, note };
}
