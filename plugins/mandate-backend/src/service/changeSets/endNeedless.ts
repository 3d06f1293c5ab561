import { InputError } from '@backstage/errors';
import { isTerminal } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { type Change, targetKey } from '../../domain/change/change';
import { KERNEL_ACTOR } from '../change/actors';
import { applyTransition } from '../change/applyTransition';
import { demandApplied } from '../change/openChange';

/**
 * A change of a set that has nothing to do when it is proposed ends at once, as one that becomes needless later does: it
 * counts as done, and nobody is asked about it.
 *
 * @throws InputError when one that comes before it works on the same target.
 */
export async function endNeedless(
  tx: KernelTransaction,
  change: Change,
  of: { readonly setId: string; readonly words: string },
): Promise<Change> {
  const { setId, words } = of;
  if (await comesAfterOthers(tx, change, setId)) {
    throw new InputError(afterOthersWords(words));
  }
  return demandApplied(
    await applyTransition(tx, {
      change,
      event: { type: 'needless' },
      entry: { kind: 'ended', actor: KERNEL_ACTOR },
      words,
    }),
  );
}

/** Why a change with nothing to do is not done by that. */
export function afterOthersWords(words: string): string {
  return `${words} A change that comes before it in the set works on the same target, so nobody knows what there is to do afterwards. Leave it out of the set, and propose it when the other one has ended.`;
}

/** Whether what there is to do for a change depends on one that comes before it in its set. */
async function comesAfterOthers(
  tx: KernelTransaction,
  change: Change,
  setId: string,
): Promise<boolean> {
  const set = await tx.changeSets.get(setId);
  if (!set?.ordered) {
    return false;
  }
  const members = await tx.changeSets.members(setId);
  for (const id of members.slice(0, members.indexOf(change.id))) {
    const earlier = await tx.changes.get(id);
    const isOpen =
      earlier !== undefined &&
      !isTerminal(earlier.state) &&
      targetKey(earlier.target) === targetKey(change.target);
    if (isOpen) {
      return true;
    }
  }
  return false;
}
