import { DRIFT_LOOK_MS } from '../../service/change/approvalTimers';
import type { History } from './History';
import { GROUPS } from './historyCast';
import type { RandomSource } from './RandomSource';

/** Somebody whose approval stands leaves, and mostly comes back: each time the votes are counted before anything else happens. */
export async function comeAndGo(
  history: History,
  random: RandomSource,
): Promise<void> {
  const voter = random.pick(votersWaitedWith(history));
  if (voter === undefined) {
    return;
  }
  const left = GROUPS.filter(group =>
    history.model.groups.get(voter)?.has(group),
  );
  await setAll(history, voter, left, false);
  if (random.chance(0.8)) {
    await setAll(history, voter, random.chance(0.2) ? GROUPS : left, true);
  }
}

/** Who approved something that waits for more approvals. */
function votersWaitedWith(history: History): readonly string[] {
  return history.openChanges
    .filter(id => history.stateOf(id) === 'awaiting-approval')
    .flatMap(id => {
      const { votes, revision } = history.model.of(id);
      return votes
        .filter(vote => vote.revision === revision)
        .map(({ voter }) => voter);
    });
}

async function setAll(
  history: History,
  person: string,
  groups: readonly string[],
  isMember: boolean,
): Promise<void> {
  groups.forEach(group => history.rules.setMembership(person, group, isMember));
  // The clock may have been set back since the last look.
  history.moveClock(4 * DRIFT_LOOK_MS);
  const before = new Set(history.tasks);
  history.fireTimers();
  for (const task of [...history.tasks].filter(each => !before.has(each))) {
    await history.advance(task, Infinity);
  }
  await history.checkApprovals();
}
