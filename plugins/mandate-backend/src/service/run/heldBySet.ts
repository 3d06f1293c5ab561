import { isTerminal } from '@mandate/plugin-mandate-common';
import type { ChangeSet } from '../../database/changeSets/ChangeSetStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { mayHaveEffect } from '../../domain/run/journal';
import { stoppedBy, stopWords } from '../changeSets/stoppedSet';
import type { GateEnd, GateHold } from './heldBack';
import type { RunScene } from './RunScene';

/**
 * A change of a set waits for the rest of it to be proposed, and for those that come before it. When the set has stopped,
 * it ends, as long as it had no effect.
 */
export async function heldBySet(
  tx: KernelTransaction,
  { change, steps }: RunScene,
): Promise<GateHold | GateEnd | undefined> {
  const set = mayHaveEffect(steps)
    ? undefined
    : await tx.changeSets.ofChange(change.id);
  if (!set) {
    return undefined;
  }
  const cause = await stoppedBy(tx, change.id);
  if (cause) {
    return { type: 'over', words: stopWords(cause), by: cause.id };
  }
  const words = await turnWords(tx, set, change.id);
  return words === undefined
    ? undefined
    : {
        type: 'held',
        gate: 'G4',
        hold: 'change-set',
        ruleId: set.id,
        words,
      };
}

/**
 * A hold as it may be written down: what the change waits for is read again while nobody can bring it. Whoever brings it
 * afterwards finds that it waits, and wakes it. Undefined when it need not wait any more, or somebody is just bringing that.
 */
export async function holdOfSet(
  tx: KernelTransaction,
  scene: RunScene,
  { ruleId }: GateHold,
): Promise<GateHold | GateEnd | undefined> {
  return (await tx.changeSets.keep(ruleId)) ? heldBySet(tx, scene) : undefined;
}

/** What a change that has done nothing yet waits for in its set; undefined when it is its turn, or in none. */
export async function waitsInSet(
  tx: KernelTransaction,
  changeId: string,
): Promise<string | undefined> {
  const set = await tx.changeSets.ofChange(changeId);
  return set && turnWords(tx, set, changeId);
}

/** Why a change of a set has to wait; undefined when it is its turn. */
async function turnWords(
  tx: KernelTransaction,
  set: ChangeSet,
  changeId: string,
): Promise<string | undefined> {
  const members = await tx.changeSets.members(set.id);
  if (members.length < set.size) {
    return `Waits until all of '${set.title}' is proposed.`;
  }
  const before = set.ordered ? members.slice(0, members.indexOf(changeId)) : [];
  for (const id of before) {
    const earlier = await tx.changes.get(id);
    if (earlier && !isTerminal(earlier.state)) {
      return `Waits for '${earlier.title}', which comes first in '${set.title}'.`;
    }
  }
  return undefined;
}
