import type { History } from './History';
import { PEOPLE } from './historyCast';
import { historyKinds } from './HistoryWorld';
import type { PausedTask } from './PausedTask';
import type { RandomSource } from './RandomSource';
import { rush } from './upsets';

/** What a change may consist of: the same for changes of a set and alone. */
export const STEPS = [
  ['a'],
  ['a', 'b'],
  ['look', 'a'],
  ['a', 'look', 'b'],
] as const;

/** Two or three changes that belong together. Often something happens to them before all of them are proposed. */
export async function proposeSet(
  history: History,
  random: RandomSource,
): Promise<void> {
  const members = Array.from({ length: random.between(2, 3) }, () => ({
    kind: random.pick(historyKinds) ?? 'finish',
    steps: random.pick(STEPS) ?? ['a'],
  }));
  const proposal = history.proposeSet({
    proposer: history.person(random.pick(PEOPLE) ?? 'ann'),
    ordered: random.chance(0.5),
    stopOnFailure: random.chance(0.7),
    members,
  });
  if (random.chance(0.6)) {
    await history.advance(proposal, random.between(4, 3 * members.length));
    await disturb(history, random, proposal);
  }
  if (random.chance(0.3) && !proposal.isOver) {
    await history.crash(proposal);
  }
}

/** What has been proposed may end or run before the rest comes. */
async function disturb(
  history: History,
  random: RandomSource,
  proposal: PausedTask,
): Promise<void> {
  const id = random.pick(history.openChanges);
  const person = history.person(random.pick(PEOPLE) ?? 'ann');
  const dice = random.next();
  if (id === undefined || dice < 0.3) {
    return rush(history, proposal);
  }
  const change = await history.change(id);
  if (dice < 0.5) {
    return history.people.withdraw(change);
  }
  return dice < 0.7
    ? history.people.abort(change, person)
    : history.people.vote(change, person, dice < 0.85 ? 'reject' : 'approve');
}
