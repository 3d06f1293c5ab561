import { DRIFT_LOOK_MS } from '../../service/change/approvalTimers';
import type { History } from './History';
import { nextDue } from './nextDue';
import type { ClockedDatabase } from './virtualClock';

/**
 * No history has that much to wait for: of its changes some ask each minute, or each second until a dead owner's lease of
 * thirty ends, while approvals that nobody gives expire after an hour each, one after the other.
 */
const MOST_ROUNDS = 2_000;

/** Everything that stood still goes on, nothing new happens, and time passes until nothing waits any more. */
export async function comeToRest(
  history: History,
  database: ClockedDatabase,
): Promise<void> {
  setReachable(history, true);
  setBroken(history, false);
  setInstalled(history, true);
  for (const task of [...history.tasks]) {
    await history.advance(task, Infinity);
  }
  await history.rules.liftKillSwitches();
  if (history.model.isFrozen) {
    await history.rules.setFreeze(false);
  }
  await lookAtApprovals(history);
  for (let round = 0; round < MOST_ROUNDS && !history.isAtRest; round += 1) {
    await letGoOn(history);
    const dueMs = await nextDue(database.knex);
    if (dueMs === undefined) {
      return;
    }
    // A lease has ended a moment after its last.
    history.moveClock(Math.max(0, dueMs - database.nowMs()) + 1);
    history.fireTimers();
    while (await history.claim('last')) {
      // Each claim is worked on below; a lease keeps the others from being claimed twice.
    }
    for (const task of [...history.tasks]) {
      await history.advance(task, Infinity);
    }
  }
}

/** Nobody joins or leaves a group any more, and what waits for approval is looked at once. */
async function lookAtApprovals(history: History): Promise<void> {
  // The clock may have been set back since the last look.
  history.moveClock(4 * DRIFT_LOOK_MS);
  history.fireTimers();
  for (const task of [...history.tasks]) {
    await history.advance(task, Infinity);
  }
  await history.checkApprovals();
}

/** What waits for a person, because one paused it, is let go on. */
async function letGoOn(history: History): Promise<void> {
  for (const id of history.openChanges) {
    if (history.model.changes.get(id)?.isPaused) {
      await history.people.pause(
        await history.change(id),
        history.person('sven'),
      );
    }
  }
}

/** Nothing of this history is in force in the next one. */
export async function leave(history: History): Promise<void> {
  for (const task of [...history.tasks]) {
    await task.crash();
  }
  for (const name of [...history.model.mandates.keys()]) {
    await history.rules.setMandate(name, undefined).catch(() => {});
  }
  await history.rules.liftKillSwitches().catch(() => {});
  await history.rules.widen().catch(() => {});
  await history.rules.setFreeze(false);
}

export function setReachable(history: History, isReachable: boolean): void {
  history.changeWorld(
    isReachable ? 'the cluster answers' : 'the cluster is silent',
    { isReachable },
  );
}

export function setInstalled(history: History, isInstalled: boolean): void {
  history.changeWorld(
    isInstalled ? 'the module is installed' : 'the module is taken out',
    { isInstalled },
  );
}

export function setBroken(history: History, isBroken: boolean): void {
  history.changeWorld(isBroken ? 'calls fail oddly' : 'calls work again', {
    isBroken,
  });
}
