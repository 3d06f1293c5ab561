import type { Check } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import { optionalInteger } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

const seenRowSchema = z.object({
  check_id: z.string(),
  title: z.string(),
  status: z.string(),
  words: z.string(),
});

const lookRowSchema = z.object({ last: optionalInteger });

/** When somebody last looked at the checks; undefined before the first look. */
export async function lastLookAt(
  tx: KernelTransaction,
  changeId: string,
): Promise<number | undefined> {
  const [row] = await tx
    .knex('mandate_checks')
    .where({ change_id: changeId })
    .max({ last: 'observed_at' });
  return lookRowSchema.parse(row).last;
}

/**
 * Replaces the results by those of one look, at the transaction's time. Call after `holdFence`. Says whether it saw
 * anything else than the look before.
 */
export async function writeChecks(
  tx: KernelTransaction,
  changeId: string,
  checks: readonly Check[],
): Promise<'same' | 'different'> {
  const now = await tx.now();
  const table = () => tx.knex('mandate_checks');
  const before = z
    .array(seenRowSchema)
    .parse(await table().where({ change_id: changeId }));
  if (isSame(before, checks)) {
    await table().where({ change_id: changeId }).update({ observed_at: now });
    return 'same';
  }
  await table().where({ change_id: changeId }).delete();
  if (checks.length > 0) {
    await table().insert(
      checks.map(check => ({
        change_id: changeId,
        check_id: check.id,
        title: check.title,
        status: check.status,
        words: check.words,
        observed_at: now,
      })),
    );
  }
  return 'different';
}

function isSame(
  before: readonly z.output<typeof seenRowSchema>[],
  checks: readonly Check[],
): boolean {
  return (
    before.length === checks.length &&
    checks.every(check =>
      before.some(
        ({ check_id, title, status, words }) =>
          check_id === check.id &&
          title === check.title &&
          status === check.status &&
          words === check.words,
      ),
    )
  );
}
