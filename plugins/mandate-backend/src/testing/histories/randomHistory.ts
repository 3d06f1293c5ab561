import type { Change } from '../../domain/change/change';
import type { KernelStore } from '../../database/KernelStore';
import { comeAndGo } from './comeAndGo';
import {
  comeToRest,
  leave,
  setBroken,
  setInstalled,
  setReachable,
} from './endHistory';
import { History } from './History';
import { COMMANDERS, LEASE_MS } from './HistoryKernel';
import { type HistoryKind, historyKinds } from './HistoryWorld';
import { anyMandate, GROUPS, PEOPLE } from './historyCast';
import { proposeSet, STEPS } from './proposeSet';
import { RandomSource } from './RandomSource';
import { narrowOrWiden, rush, takeOver, upset } from './upsets';
import { HISTORY_BEGINS_MS, type ClockedDatabase } from './virtualClock';

/** How a history ended: with every invariant holding, or with what broke one and what had happened. */
export type HistoryOutcome =
  | { readonly type: 'held'; readonly nextIndex: number }
  | {
      readonly type: 'broken';
      readonly seed: number;
      readonly words: string;
      readonly told: readonly string[];
    };

const MAX_CHANGES = 4;

/** Lives through the history of this seed: the same every time, on every database. */
export async function liveThrough(
  seed: number,
  options: {
    readonly database: ClockedDatabase;
    readonly store: KernelStore;
    readonly firstIndex: number;
  },
): Promise<HistoryOutcome> {
  const { database } = options;
  database.setClock(HISTORY_BEGINS_MS);
  const history = new History({ ...options, name: `h${seed}` });
  const random = new RandomSource(seed);
  try {
    await begin(history, random);
    for (let count = random.between(6, 24); count > 0; count -= 1) {
      await happen(history, random);
    }
    await comeToRest(history, database);
    await history.lookAtEnd();
    return { type: 'held', nextIndex: history.nextIndex };
  } catch (error) {
    return {
      type: 'broken',
      seed,
      words: error instanceof Error ? error.message : String(error),
      told: history.chronicle.told,
    };
  } finally {
    await leave(history);
  }
}

async function begin(history: History, random: RandomSource): Promise<void> {
  for (const name of PEOPLE) {
    for (const group of [...GROUPS, COMMANDERS]) {
      history.rules.setMembership(
        history.person(name),
        group,
        random.chance(group === COMMANDERS ? 0.3 : 0.6),
      );
    }
  }
  await history.rules.setMandate('first', anyMandate(random));
  if (random.chance(0.2)) {
    await proposeSet(history, random);
  } else {
    propose(history, random);
  }
  if (random.chance(0.4)) {
    propose(history, random);
  }
}

/** One thing that happens, with the likelihood that makes histories eventful. */
async function happen(history: History, random: RandomSource): Promise<void> {
  const dice = random.next();
  if (dice < 0.15 && history.isUnderWay) {
    await (random.chance(0.8) ? upset : takeOver)(history, random);
  } else if (dice < 0.5) {
    await work(history, random);
  } else if (dice < 0.72) {
    await decideOnChange(history, random);
  } else if (dice < 0.9) {
    await changeRules(history, random);
  } else {
    changeWorld(history, random);
  }
}

/** Processes go on, die, or come. */
async function work(history: History, random: RandomSource): Promise<void> {
  const task = random.pick([...history.tasks]);
  const dice = random.next();
  if (dice < 0.12) {
    await rush(history);
  } else if (task && dice < 0.65) {
    // Mostly to stand still somewhere; now and then far enough for others to find something done.
    await history.advance(
      task,
      random.chance(0.25) ? 60 : random.between(1, 12),
    );
  } else if (task && dice < 0.72) {
    await history.crash(task);
  } else if (dice < 0.8) {
    history.fireTimers(random.pick(['one', 'all'] as const));
  } else if (dice < 0.9 && history.model.changes.size < MAX_CHANGES) {
    await (random.chance(0.75) ? propose : proposeSet)(history, random);
  } else {
    await history.claim(random.pick(['one', 'two', 'three']) ?? 'one');
  }
}

async function decideOnChange(
  history: History,
  random: RandomSource,
): Promise<void> {
  const id = random.pick(history.openChanges);
  const person = history.person(random.pick(PEOPLE) ?? 'ann');
  if (id === undefined) {
    return;
  }
  const change = await history.change(id);
  if (change.state === 'stuck' && random.chance(0.5)) {
    await history.people.resolve(
      change,
      person,
      random.pick(['retry', 'retry', 'undo', 'accept'] as const) ?? 'retry',
    );
    return;
  }
  const setId = history.setOf(id);
  if (setId !== undefined && random.chance(0.3)) {
    await history.people.voteOnSet(
      setId,
      person,
      random.chance(0.95) ? 'approve' : 'reject',
    );
    return;
  }
  const dice = random.next();
  if (dice < 0.2) {
    await approveByAll(history, id);
  } else if (dice < 0.6) {
    await history.people.vote(
      change,
      person,
      random.chance(0.93) ? 'approve' : 'reject',
      {
        isStale: random.chance(0.05),
        ...(random.chance(0.1) && {
          notBeforeMs: HISTORY_BEGINS_MS + random.between(0, 2 * LEASE_MS),
        }),
      },
    );
  } else if (dice < 0.74) {
    await history.people.takeVoteBack(change, person);
  } else if (dice < 0.82) {
    await history.people.abort(change, person);
  } else if (dice < 0.85) {
    await history.people.withdraw(change);
  } else if (dice < 0.91) {
    await history.people.pause(change, person);
  } else {
    await intervene(history, random, change, person);
  }
}

/** Everybody who may approves, until nobody is needed any more: then rules, memberships and votes can change under it. */
async function approveByAll(history: History, id: string): Promise<void> {
  for (const name of PEOPLE) {
    const change = await history.change(id);
    if (change.state !== 'awaiting-approval') {
      return;
    }
    await history.people.vote(change, history.person(name), 'approve');
  }
}

async function intervene(
  history: History,
  random: RandomSource,
  change: Change,
  person: string,
): Promise<void> {
  await history.people.intervene(
    change,
    person,
    random.chance(0.5) ? 'override' : 'breakGlass',
  );
}

async function changeRules(
  history: History,
  random: RandomSource,
): Promise<void> {
  const dice = random.next();
  if (dice < 0.12) {
    await comeAndGo(history, random);
  } else if (dice < 0.3) {
    history.rules.setMembership(
      history.person(random.pick(PEOPLE) ?? 'ann'),
      random.pick(GROUPS) ?? COMMANDERS,
      random.chance(0.5),
    );
  } else if (dice < 0.5) {
    await history.rules.setMandate('first', anyMandate(random));
  } else if (dice < 0.6) {
    await history.rules.setMandate(
      'second',
      random.chance(0.6) ? anyMandate(random) : undefined,
    );
  } else if (dice < 0.65) {
    await narrowOrWiden(history, random);
  } else if (dice < 0.76) {
    await history.rules.setFreeze(!history.model.isFrozen);
  } else if (dice < 0.9) {
    await (history.model.killSwitches.size > 0
      ? history.rules.liftKillSwitches()
      : history.rules.engageKillSwitch());
  } else {
    await history.rules.delegate(
      history.person(random.pick(PEOPLE) ?? 'ann'),
      history.person(random.pick(PEOPLE) ?? 'bob'),
    );
  }
}

function changeWorld(history: History, random: RandomSource): void {
  const dice = random.next();
  const { world } = history.kernel;
  if (dice < 0.3) {
    history.changeWorld('the target drifts', { shape: world.shape + 1 });
  } else if (dice < 0.4) {
    setReachable(history, !world.isReachable);
  } else if (dice < 0.47) {
    const isHealthy = !world.isHealthy;
    history.changeWorld(isHealthy ? 'checks pass' : 'checks fail', {
      isHealthy,
    });
  } else if (dice < 0.55) {
    setBroken(history, !world.isBroken);
  } else if (dice < 0.65) {
    setInstalled(history, !world.isInstalled);
  } else {
    history.moveClock(
      random.pick([1_000, 1_000, LEASE_MS + 1_000, 4_000_000, -5_000]) ?? 0,
    );
  }
}

function propose(history: History, random: RandomSource): void {
  const person = history.person(random.pick(PEOPLE) ?? 'ann');
  const kind: HistoryKind = random.pick(historyKinds) ?? 'finish';
  history.propose(
    random.chance(0.3)
      ? { kind: 'agent', ref: 'agent:bot', onBehalfOf: person }
      : { kind: 'user', ref: person },
    kind,
    random.pick(STEPS) ?? ['a'],
  );
}
