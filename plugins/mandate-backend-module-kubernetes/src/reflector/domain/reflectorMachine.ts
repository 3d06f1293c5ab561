import type { SourceFailure } from '../ReflectorSource';
import { backOffMs } from './backOff';

const LARGEST_PAGE = 16_000;
/** Streams of initial objects that failed before pages are tried instead: a proxy may not let them through. */
const STREAM_PATIENCE = 2;
/** A watch that ends sooner, without having said anything, was cut. */
const SHORTEST_WATCH_MS = 1_000;
/** A watch that is steady for so long after a list shows that listing helped. */
const STEADY_MS = 5_000;
/** The server sends a bookmark about once a minute; so long without a sign means that we may be behind. */
const LAG_AFTER_MS = 150_000;

const FIRST_PAGES = { type: 'pages', limit: 500 } as const;

/** How the objects are listed. */
export type ListWay =
  | { readonly type: 'stream' }
  | { readonly type: 'pages'; readonly limit: number };

/** What a reflector does next. */
export type ReflectorStep =
  | { readonly type: 'list' }
  | { readonly type: 'watch'; readonly from: string };

/** All that a reflector knows about its own progress. Times are milliseconds of the clock that was passed in. */
export interface ReflectorState {
  readonly step: ReflectorStep;
  readonly way: ListWay;
  readonly startedAt: number;
  /** Failures since a watch was last steady; decides how long to wait. */
  readonly failures: number;
  /** Streams of initial objects that failed since the last one that ended. */
  readonly failedStreams: number;
  /** Present from the first failure until objects or a watch get through. */
  readonly failing?: { readonly since: number; readonly words: string };
  /** When the objects were last listed as a whole, and when the server was last heard of. */
  readonly listed?: { readonly at: number; readonly heardAt: number };
}

/** What happened to a reflector. */
export type ReflectorEvent =
  /** The objects were listed as a whole. */
  | { readonly type: 'listed'; readonly version: string }
  /** A watch said something. */
  | { readonly type: 'progressed' }
  /** A watch ended in good order at a version. */
  | {
      readonly type: 'closed';
      readonly version: string;
      readonly openedAt: number;
      readonly progressed: boolean;
    }
  | {
      readonly type: 'stopped';
      readonly failure: SourceFailure;
      /** How far the watch came; absent while listing. */
      readonly version?: string;
    };

/** What is passed in, because the machine is pure. */
export interface ReflectorMoment {
  readonly now: number;
  /** 0 to 1. */
  readonly random: number;
  /** After how long to list again although nothing is wrong, against events that a server lost. */
  readonly resyncMs: number;
}

/** How it begins: with a stream of initial objects, which costs the server least. */
export function firstState(now: number): ReflectorState {
  return {
    step: { type: 'list' },
    way: { type: 'stream' },
    startedAt: now,
    failures: 0,
    failedStreams: 0,
  };
}

/** The state after an event, and how long to wait before its step. */
export function afterEvent(
  state: ReflectorState,
  event: ReflectorEvent,
  moment: ReflectorMoment,
): { readonly state: ReflectorState; readonly waitMs: number } {
  const { now } = moment;
  const { failing: _mended, ...sound } = state;
  switch (event.type) {
    case 'listed':
      return {
        state: {
          ...sound,
          step: { type: 'watch', from: event.version },
          failedStreams: 0,
          listed: { at: now, heardAt: now },
        },
        waitMs: 0,
      };
    case 'progressed':
      return {
        state: { ...heard(sound, now), failures: steadyFailures(sound, now) },
        waitMs: 0,
      };
    case 'closed':
      return afterClose(sound, event, moment);
    default:
      return afterFailure(state, event, moment);
  }
}

function afterClose(
  state: ReflectorState,
  event: Extract<ReflectorEvent, { type: 'closed' }>,
  moment: ReflectorMoment,
) {
  const { now, random, resyncMs } = moment;
  const wasCut = !event.progressed && now - event.openedAt < SHORTEST_WATCH_MS;
  const failures = wasCut ? state.failures + 1 : steadyFailures(state, now);
  const isDue = now - (state.listed?.at ?? now) >= resyncMs;
  return {
    state: {
      ...(wasCut ? state : heard(state, now)),
      failures,
      step: isDue
        ? ({ type: 'list' } as const)
        : ({ type: 'watch', from: event.version } as const),
      ...(wasCut && failures > 1
        ? {
            failing: {
              since: now,
              words:
                'The server ends each watch at once. Something between it and Mandate may not let streams through.',
            },
          }
        : {}),
    },
    waitMs: wasCut ? backOffMs(failures, random) : 0,
  };
}

function afterFailure(
  state: ReflectorState,
  { failure, version }: Extract<ReflectorEvent, { type: 'stopped' }>,
  { now, random }: ReflectorMoment,
) {
  if (failure.type === 'unsupported') {
    return { state: { ...state, way: FIRST_PAGES }, waitMs: 0 };
  }
  const failures = state.failures + 1;
  if (failure.type === 'expired') {
    // The first time is usual: the server forgets. Only when it goes on is it left alone for longer and longer.
    return {
      state: { ...state, ...afterExpiry(state), failures },
      waitMs: failures === 1 ? 0 : backOffMs(failures - 1, random),
    };
  }
  const step: ReflectorStep =
    version !== undefined && !failure.distrust
      ? { type: 'watch', from: version }
      : { type: 'list' };
  return {
    state: {
      ...state,
      ...afterFailedList(state),
      step,
      failures,
      failing: {
        since: state.failing?.since ?? now,
        words: failure.words,
      },
    },
    waitMs: Math.max(backOffMs(failures, random), failure.retryAfterMs ?? 0),
  };
}

/** Pages that expire before the last one is read are too many: larger ones are fewer. */
function afterExpiry(state: ReflectorState) {
  const { step, way } = state;
  const wasPaging = step.type === 'list' && way.type === 'pages';
  return {
    ...afterFailedList(state),
    step: { type: 'list' } as const,
    ...(wasPaging
      ? {
          way: {
            type: 'pages' as const,
            limit: Math.min(LARGEST_PAGE, way.limit * 2),
          },
        }
      : {}),
  };
}

function afterFailedList({ step, way, failedStreams }: ReflectorState) {
  if (step.type !== 'list' || way.type !== 'stream') {
    return { way, failedStreams };
  }
  return failedStreams + 1 >= STREAM_PATIENCE
    ? { way: FIRST_PAGES, failedStreams }
    : { way, failedStreams: failedStreams + 1 };
}

/** Progress right behind a list is none: a server that lets only that through would be listed without end. */
function steadyFailures({ listed, failures }: ReflectorState, now: number) {
  return now - (listed?.at ?? now) >= STEADY_MS ? 0 : failures;
}

function heard(state: ReflectorState, now: number): ReflectorState {
  return state.listed
    ? { ...state, listed: { ...state.listed, heardAt: now } }
    : state;
}

/** How a reflector is, for people and for those who read from it. */
export type ReflectorStatus =
  | { readonly type: 'starting'; readonly since: number }
  | { readonly type: 'synced'; readonly heardAt: number }
  | {
      readonly type: 'lagging' | 'failing';
      readonly since: number;
      readonly words: string;
    };

/** The status at a moment. Objects that were listed stay readable while it lags or fails. */
export function statusAt(state: ReflectorState, now: number): ReflectorStatus {
  const { failing, listed, startedAt } = state;
  if (failing) {
    return { type: 'failing', ...failing };
  }
  if (!listed) {
    return { type: 'starting', since: startedAt };
  }
  const { heardAt } = listed;
  return now - heardAt > LAG_AFTER_MS
    ? {
        type: 'lagging',
        since: heardAt,
        words:
          'The server has said nothing for a while, so what is shown may be old.',
      }
    : { type: 'synced', heardAt };
}
