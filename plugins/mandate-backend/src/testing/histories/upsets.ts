import type { History } from './History';
import { anyMandate, GROUPS, PEOPLE } from './historyCast';
import { LEASE_MS } from './HistoryKernel';
import { historyKinds } from './HistoryWorld';
import type { PausedTask } from './PausedTask';
import type { RandomSource } from './RandomSource';

/** Rules, votes or memberships change under what waits to start or has begun, and then it goes on. */
export async function upset(
  history: History,
  random: RandomSource,
): Promise<void> {
  if (random.chance(0.5) && (await endOneOfSet(history, random))) {
    return rush(history);
  }
  if (random.chance(0.15) && (await stopBeforeEffect(history))) {
    return rush(history);
  }
  if (random.chance(0.25)) {
    return sendBack(history, random);
  }
  if (random.chance(0.1)) {
    return doByHand(history);
  }
  for (let count = random.between(1, 2); count > 0; count -= 1) {
    const dice = random.next();
    const person = history.person(random.pick(PEOPLE) ?? 'ann');
    if (dice < 0.25) {
      await history.rules.setFreeze(true);
    } else if (dice < 0.5) {
      await history.rules.setMandate('first', anyMandate(random));
    } else if (dice < 0.55) {
      await history.rules.engageKillSwitch();
    } else if (dice < 0.65) {
      await narrowOrWiden(history, random);
    } else if (dice < 0.8) {
      GROUPS.forEach(group =>
        history.rules.setMembership(person, group, false),
      );
    } else {
      const id = random.pick(history.openChanges);
      const change = id === undefined ? undefined : await history.change(id);
      if (change) {
        await (dice < 0.9
          ? history.people.pause(change, person)
          : history.people.takeVoteBack(change, person));
      }
    }
  }
  return rush(history);
}

/** One that waits is ended while another one of its set runs; false when there is none. */
async function endOneOfSet(
  history: History,
  random: RandomSource,
): Promise<boolean> {
  for (const { members } of history.model.changeSets.values()) {
    const states = members.map(id => history.stateOf(id));
    const waiting = members.filter((_, index) =>
      ['queued', 'awaiting-approval'].includes(states[index] ?? ''),
    );
    const id = states.includes('running') ? random.pick(waiting) : undefined;
    if (id !== undefined) {
      const change = await history.change(id);
      await history.people.abort(change, history.person('ann'));
      return true;
    }
  }
  return false;
}

/** A set stops while one of its changes has only looked so far: that one has to end before its first effect. */
async function stopBeforeEffect(history: History): Promise<boolean> {
  await history.claim('one');
  for (const { stops, members } of history.model.changeSets.values()) {
    const isLooking = (id: string) =>
      history.stateOf(id) === 'running' && !history.model.of(id).hasBegun;
    for (const task of stops ? [...history.tasks] : []) {
      for (
        let pauses = 0;
        pauses < 20 && !members.some(isLooking);
        pauses += 1
      ) {
        await history.advance(task, 1);
      }
    }
    const waiting = members.find(id =>
      ['queued', 'awaiting-approval'].includes(history.stateOf(id)),
    );
    if (waiting !== undefined && members.some(isLooking)) {
      const change = await history.change(waiting);
      await history.people.abort(change, history.person('ann'));
      return true;
    }
  }
  return false;
}

/** What a mandate grants shrinks with failures, and grows again when its owner says so. */
export async function narrowOrWiden(
  history: History,
  random: RandomSource,
): Promise<void> {
  await (history.model.narrowings.size > 0 && random.chance(0.5)
    ? history.rules.widen()
    : history.rules.narrow(
        random.chance(0.8) ? 'first' : 'second',
        random.pick(historyKinds) ?? 'finish',
        random.pick(['notify', 'approve'] as const) ?? 'approve',
      ));
}

/** The target is another one than was approved: what waits to start is decided again, and one person votes again. */
async function sendBack(history: History, random: RandomSource): Promise<void> {
  const [id] = history.openChanges;
  history.changeWorld('the target drifts', {
    shape: history.kernel.world.shape + 1,
  });
  await rush(history);
  history.fireTimers();
  await rush(history);
  if (id !== undefined) {
    const person = history.person(random.pick(PEOPLE) ?? 'ann');
    await history.people.vote(await history.change(id), person, 'approve');
    await rush(history);
  }
}

/** Somebody does by hand what changes are to bring: those that wait are needless, and sets of theirs go on. */
async function doByHand(history: History): Promise<void> {
  const { world } = history.kernel;
  history.changeWorld('somebody does it by hand', {
    isNeedless: true,
    shape: world.shape + 1,
  });
  await rush(history);
  history.fireTimers();
  await rush(history);
  history.changeWorld('somebody takes it back', {
    isNeedless: false,
    shape: world.shape + 1,
  });
  await rush(history);
}

/** All stand still for longer than their leases; another replica takes a run over, and then they go on. */
export async function takeOver(
  history: History,
  random: RandomSource,
): Promise<void> {
  const still = [...history.tasks];
  history.moveClock(LEASE_MS + 1_000);
  await history.claim('two');
  for (const task of [...history.tasks].reverse()) {
    const pauses = still.includes(task) ? 80 : random.between(0, 20);
    await history.advance(task, pauses);
  }
}

/** A replica without a care: what can be claimed is claimed, and goes on as far as it comes. */
export async function rush(
  history: History,
  /** Stands still meanwhile. */
  except?: PausedTask,
): Promise<void> {
  await history.claim('one');
  for (const task of [...history.tasks]) {
    if (task !== except) {
      await history.advance(task, 80);
    }
  }
}
