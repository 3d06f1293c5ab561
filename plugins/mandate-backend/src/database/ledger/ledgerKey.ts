import { z } from 'zod';
import { integerColumn, optionalInteger } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const KEY_ID = 0;

const seedRowSchema = z.object({ seed: z.string() });

const knownKeySchema = z.object({
  key_id: z.string(),
  verifier_key: z.string(),
  first_used_at: integerColumn,
  signs_since: optionalInteger,
});

/** The stored seed; when there is none, this one is stored and given back. */
export async function readOrStoreSeed(
  tx: KernelTransaction,
  seed: string,
): Promise<string> {
  await tx
    .knex('mandate_ledger_key')
    .insert({ id: KEY_ID, seed, created_at: await tx.now() })
    .onConflict('id')
    .ignore();
  return seedRowSchema.parse(await seedRow(tx)).seed;
}

/** The stored seed, if there is one. */
export async function readSeed(
  tx: KernelTransaction,
): Promise<string | undefined> {
  return seedRowSchema.optional().parse(await seedRow(tx))?.seed;
}

/** A key that signs or signed, and since when it is known. */
export interface KnownKey {
  readonly keyId: string;
  readonly verifierKey: string;
  readonly firstUsedAtMs: number;
  /** When it last became the key that signs; undefined where it only signed beside another. */
  readonly signsSinceMs?: number;
}

/** All keys that ever signed, the oldest first. */
export async function readKnownKeys(
  tx: KernelTransaction,
): Promise<readonly KnownKey[]> {
  const rows = await tx
    .knex('mandate_ledger_keys')
    .orderBy(['first_used_at', 'key_id']);
  return z
    .array(knownKeySchema)
    .parse(rows)
    .map(row => ({
      keyId: row.key_id,
      verifierKey: row.verifier_key,
      firstUsedAtMs: row.first_used_at,
      signsSinceMs: row.signs_since,
    }));
}

/** Remembers a key, unless it was remembered before. */
export async function rememberKey(
  tx: KernelTransaction,
  key: Omit<KnownKey, 'signsSinceMs'>,
): Promise<void> {
  await tx
    .knex('mandate_ledger_keys')
    .insert({
      key_id: key.keyId,
      verifier_key: key.verifierKey,
      first_used_at: key.firstUsedAtMs,
    })
    .onConflict('key_id')
    .ignore();
}

/** A remembered key is the one that signs from now on. */
export async function beginTurn(
  tx: KernelTransaction,
  keyId: string,
): Promise<void> {
  await tx
    .knex('mandate_ledger_keys')
    .where({ key_id: keyId })
    .update({ signs_since: await tx.now() });
}

function seedRow(tx: KernelTransaction): Promise<unknown> {
  return tx.knex('mandate_ledger_key').where({ id: KEY_ID }).first('seed');
}
