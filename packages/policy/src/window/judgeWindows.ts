import { namesKind } from '../mandate/kindNames';
import type { TargetFacts } from '../mandate/decisionInput';
import { covers } from '../mandate/mandateScope';
import { type ChangeWindowSpec, scheduleOf } from './changeWindowSpec';
import type { Occurrence } from './schedule';

/**
 * A change window with a version in force. `name` is its entity ref. One whose stored content cannot be read counts
 * as a freeze of everything.
 *
 * @public
 */
export interface ChangeWindowInForce {
  readonly name: string;
  readonly title: string;
  readonly spec: ChangeWindowSpec | { readonly unreadable: string };
}

/**
 * Whether a change may start now, and if not, what keeps it and until when.
 *
 * @public
 */
export type WindowVerdict =
  | {
      readonly type: 'open';
      /** Windows it is inside of. */
      readonly inside: readonly string[];
    }
  | {
      readonly type: 'closed';
      readonly because:
        | 'freeze'
        | 'outside-window'
        | 'unreadable'
        | 'no-window';
      /** The window or freeze that keeps it longest. */
      readonly name: string;
      readonly title: string;
      /** When to ask again, in milliseconds since the epoch; absent when it never opens by itself. */
      readonly untilMs?: number;
    };

/**
 * Whether change windows let a change of a kind start on a target now. Every freeze and every window that covers it
 * has a say: one more of them never makes it freer, and their order changes nothing. Within one window, any of its
 * periods counts.
 *
 * @public
 */
export function judgeWindows(
  windows: readonly ChangeWindowInForce[],
  about: {
    readonly target: TargetFacts;
    readonly kind: string;
    readonly nowMs: number;
    /** An approver asked for a window: without one that covers the change, it never starts. */
    readonly needsWindow?: boolean;
  },
): WindowVerdict {
  const { target, kind, nowMs, needsWindow = false } = about;
  const concerned = windows.filter(({ spec }) => isAbout(spec, target, kind));
  const closed = concerned.flatMap(window => closedBy(window, nowMs));
  if (closed.length > 0) {
    return closed.reduce(longest);
  }
  const inside = concerned
    .filter(({ spec }) => 'type' in spec && spec.type === 'window')
    .map(({ name }) => name)
    .toSorted();
  return needsWindow && inside.length === 0
    ? { type: 'closed', because: 'no-window', name: '', title: '' }
    : { type: 'open', inside };
}

/**
 * Whether a window or freeze is about changes of a kind on a target.
 *
 * @public
 */
export function isAbout(
  spec: ChangeWindowInForce['spec'],
  target: TargetFacts,
  kind: string,
): boolean {
  if ('unreadable' in spec) {
    return true;
  }
  const { appliesTo, changes, except } = spec;
  return (
    covers(appliesTo, target) &&
    (changes === undefined || namesKind(changes, kind)) &&
    !(except !== undefined && namesKind(except, kind))
  );
}

/**
 * When a window or freeze is in effect within a stretch of time, by start.
 *
 * @public
 */
export function occurrencesBetween(
  spec: ChangeWindowSpec,
  stretch: {
    readonly fromMs: number;
    readonly untilMs: number;
    readonly limit: number;
  },
): readonly Occurrence[] {
  return scheduleOf(spec).between(
    stretch.fromMs,
    stretch.untilMs,
    stretch.limit,
  );
}

type Closed = Extract<WindowVerdict, { type: 'closed' }>;

function closedBy(
  { name, title, spec }: ChangeWindowInForce,
  nowMs: number,
): readonly Closed[] {
  if ('unreadable' in spec) {
    return [{ type: 'closed', because: 'unreadable', name, title }];
  }
  const schedule = scheduleOf(spec);
  const covering = coveringEnd(spec, nowMs);
  if (spec.type === 'freeze') {
    return covering === undefined
      ? []
      : [
          {
            type: 'closed',
            because: 'freeze',
            name,
            title,
            ...covering,
          },
        ];
  }
  return covering !== undefined
    ? []
    : [
        {
          type: 'closed',
          because: 'outside-window',
          name,
          title,
          untilMs: schedule.nextAfter(nowMs)?.startMs,
        },
      ];
}

/** More occurrences than this that follow each other without a gap count as having no end. */
const MAX_CHAIN = 50;

/** When the occurrence around the instant ends, with those that follow without a gap; undefined outside of any. */
function coveringEnd(
  spec: ChangeWindowSpec,
  nowMs: number,
): { readonly untilMs?: number } | undefined {
  let end: number | undefined;
  let at = nowMs;
  for (let chained = 0; chained < MAX_CHAIN; chained += 1) {
    const instant = at;
    const ends = scheduleOf(spec)
      .between(instant, instant + 1, MAX_CHAIN)
      .filter(({ startMs, endMs }) => startMs <= instant && endMs > instant)
      .map(({ endMs }) => endMs);
    if (ends.length === 0) {
      return end === undefined ? undefined : { untilMs: end };
    }
    end = Math.max(...ends);
    at = end;
  }
  return {};
}

/** The one that lasts longer; without an end it lasts for ever. Ties are broken by name, so that order changes nothing. */
function longest(one: Closed, other: Closed): Closed {
  const difference = (one.untilMs ?? Infinity) - (other.untilMs ?? Infinity);
  if (difference > 0 || (Number.isNaN(difference) && one.name < other.name)) {
    return one;
  }
  return difference === 0 && one.name < other.name ? one : other;
}
