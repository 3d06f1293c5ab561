import type { History } from './History';
import { LEASE_MS } from './HistoryKernel';

/** Everything that stood still goes on, nothing new happens, and time passes until nothing waits any more. */
export async function comeToRest(history: History): Promise<void> {
  history.setReachable(true);
  history.setBroken(false);
  for (const task of [...history.tasks]) {
    await history.advance(task, Infinity);
  }
  await history.rules.liftKillSwitches();
  if (history.model.isFrozen) {
    await history.rules.setFreeze(false);
  }
  for (let round = 0; round < 24 && !history.isAtRest; round += 1) {
    // Short at first, for leases and retries; then ever longer, for what expires in hours or days.
    await history.moveClock((LEASE_MS + 31_000) * 2 ** Math.max(0, round - 6));
    history.fireTimers();
    while (await history.claim('last')) {
      // Each claim is worked on below; a lease keeps the others from being claimed twice.
    }
    for (const task of [...history.tasks]) {
      await history.advance(task, Infinity);
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
  await history.rules.setFreeze(false);
}
