import { type ChangeState, isTerminal } from '@mandate/plugin-mandate-common';
import { REPLACING_KIND } from './HistoryWorld';
import type { ModelChange } from './ModelChange';

const STARTING: readonly ChangeState[] = [
  'queued',
  'running',
  'verifying',
  'succeeded',
];

/** A change with the state that the ledger tells, in the order in which changes were proposed. */
export interface ReplacingChange {
  readonly id: string;
  readonly change: ModelChange;
  readonly state: ChangeState;
}

/** Why a change may not have been let start just now: an older one of its kind still waits beside it. */
export function whyNotReplaced(
  id: string,
  all: readonly ReplacingChange[],
): string | undefined {
  const { own, older } = around(id, all);
  return own && older.some(({ state }) => state === 'queued')
    ? 'an older change of its kind still waits to start beside it'
    : undefined;
}

/** Why a change that was decided again may not run alone: a newer one of its kind has taken its place. */
export function whyOvertaken(
  id: string,
  all: readonly ReplacingChange[],
): string | undefined {
  const { own, newer } = around(id, all);
  return own &&
    own.change.revision > 1 &&
    newer.some(({ state }) => STARTING.includes(state))
    ? 'a newer change of its kind has taken its place'
    : undefined;
}

/** Why a change may not have been replaced: there is no newer one that takes its place. */
export function whyNotSuperseded(
  id: string,
  all: readonly ReplacingChange[],
): string | undefined {
  const { newer } = around(id, all);
  return newer.some(
    ({ state }) => STARTING.includes(state) || isTerminal(state),
  )
    ? undefined
    : 'no newer change of its kind takes its place';
}

/** Those of the same kind that replace each other, without those of one set. */
function around(id: string, all: readonly ReplacingChange[]) {
  const index = all.findIndex(each => each.id === id);
  const own =
    all[index]?.change.duringFreeze === REPLACING_KIND ? all[index] : undefined;
  const others = (changes: readonly ReplacingChange[]) =>
    changes.filter(
      ({ change }) =>
        own !== undefined &&
        change.duringFreeze === REPLACING_KIND &&
        (change.inSet === undefined || change.inSet !== own.change.inSet),
    );
  return {
    own,
    older: others(all.slice(0, Math.max(0, index))),
    newer: others(all.slice(index + 1)),
  };
}
