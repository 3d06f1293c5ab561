import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';

/** A period by the wall clock, and how it repeats. */
export interface Period {
  readonly start: string;
  readonly end: string;
  readonly repeat?: string;
}

/**
 * One stretch of time, from its start until before its end, in milliseconds since the epoch.
 *
 * @public
 */
export interface Occurrence {
  readonly startMs: number;
  readonly endMs: number;
}

/** Periods of one time zone, ready to be asked. */
export interface Schedule {
  /** Occurrences that overlap the stretch, by start; at most `limit` of each period. */
  between(
    fromMs: number,
    untilMs: number,
    limit: number,
  ): readonly Occurrence[];
  /** The first occurrence that starts after the instant, if any ever does. */
  nextAfter(instantMs: number): Occurrence | undefined;
}

/** What is wrong with a period, and where. */
export interface ScheduleMistake {
  readonly at: 'timeZone' | 'start' | 'end' | 'repeat';
  readonly words: string;
}

const HOUR_MS = 3_600_000;
/** No zone's clock is further from UTC, and none jumps by more than its distance. */
const MAX_OFFSET_MS = 26 * HOUR_MS;
const MAX_LENGTH_MS = 366 * 24 * HOUR_MS;
const MAX_CANDIDATES = 20_000;
/** Months and years are of different lengths: a period of some is longer by this much at most than another. */
const MAX_CALENDAR_MS = 3 * 24 * HOUR_MS;
/** An hourly rule has this many occurrences within those distances. */
const MAX_EXTRA = 2 * 27 + 3 * 24 + 2;
const FREQUENCIES = ['HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

/** The first mistake in a period; undefined when it can be used. */
export function scheduleMistake(
  timeZone: string,
  period: Period,
): ScheduleMistake | undefined {
  if (!isZone(timeZone)) {
    return {
      at: 'timeZone',
      words: `'${timeZone}' is no IANA time zone. Write for example Europe/Berlin or UTC.`,
    };
  }
  const start = wallTime(period.start);
  const end = wallTime(period.end);
  if (start === undefined || end === undefined) {
    return {
      at: start === undefined ? 'start' : 'end',
      words: 'There is no such day or time.',
    };
  }
  if (end <= start || end - start > MAX_LENGTH_MS) {
    return {
      at: 'end',
      words: 'The end must come after the start, by a year at most.',
    };
  }
  return period.repeat === undefined
    ? undefined
    : repeatMistake(period.repeat, start);
}

/** Compiles periods that have no {@link scheduleMistake}. */
export function compileSchedule(spec: {
  readonly type: 'freeze' | 'window';
  readonly timeZone: string;
  readonly schedule: readonly Period[];
}): Schedule {
  const periods = spec.schedule.map(period => compilePeriod(spec, period));
  return {
    between: (fromMs, untilMs, limit) =>
      periods
        .flatMap(period => period.between(fromMs, untilMs, limit))
        .toSorted(byStart),
    nextAfter: instantMs =>
      periods
        .flatMap(period => period.nextAfter(instantMs) ?? [])
        .toSorted(byStart)
        .at(0),
  };
}

/**
 * Rules are expanded by the wall clock, as if it were UTC, and each time is then placed in the zone: so none is lost
 * where clocks jump. A period is as long as the calendar says: one that begins and ends on the first of January lasts a
 * year in leap years too. A time that does not exist, or exists twice, is taken the stricter way: a freeze gets longer,
 * a window shorter.
 */
function compilePeriod(
  spec: { readonly type: 'freeze' | 'window'; readonly timeZone: string },
  period: Period,
): Schedule {
  const first = wallTime(period.start) ?? 0;
  const last = wallTime(period.end) ?? 0;
  const length = wallClock(first).until(wallClock(last), {
    largestUnit: 'year',
  });
  const rule =
    period.repeat === undefined ? undefined : ruleOf(period.repeat, first);
  const isFreeze = spec.type === 'freeze';
  const occurrence = (wallMs: number): Occurrence => ({
    startMs: instantOf(wallMs, spec.timeZone, isFreeze ? 'earlier' : 'later'),
    endMs: instantOf(
      wallClock(wallMs).add(length).toZonedDateTime('UTC').epochMilliseconds,
      spec.timeZone,
      isFreeze ? 'later' : 'earlier',
    ),
  });
  const wallTimes = (fromMs: number, untilMs: number, limit: number) =>
    rule
      ? rule
          .between(toDate(fromMs), toDate(untilMs), true)
          .slice(0, limit)
          .map(date => date.epochMilliseconds)
      : [first].filter(wallMs => wallMs >= fromMs && wallMs <= untilMs);
  return {
    between: (fromMs, untilMs, limit) =>
      wallTimes(
        fromMs - (last - first) - MAX_CALENDAR_MS - MAX_OFFSET_MS,
        untilMs + MAX_OFFSET_MS,
        limit + MAX_EXTRA,
      )
        .map(occurrence)
        .filter(({ startMs, endMs }) => startMs < untilMs && endMs > fromMs)
        .slice(0, limit),
    nextAfter: instantMs => {
      if (!rule) {
        const only = occurrence(first);
        return only.startMs > instantMs ? only : undefined;
      }
      let wallMs: number | undefined = instantMs - MAX_OFFSET_MS;
      for (let tried = 0; tried < MAX_EXTRA; tried += 1) {
        wallMs = rule.next(toDate(wallMs), tried === 0)?.epochMilliseconds;
        if (wallMs === undefined) {
          return undefined;
        }
        const found = occurrence(wallMs);
        // One that lies in an hour which the clock skips may have no length.
        if (found.startMs > instantMs && found.endMs > found.startMs) {
          return found;
        }
      }
      return undefined;
    },
  };
}

function repeatMistake(
  repeat: string,
  startMs: number,
): ScheduleMistake | undefined {
  const parts = new Map(
    repeat.split(';').map(part => {
      const [key, value = ''] = part.split('=');
      return [key.trim().toUpperCase(), value.trim().toUpperCase()] as const;
    }),
  );
  const frequency = parts.get('FREQ') ?? '';
  if (/[\r\n:]/.test(repeat) || !FREQUENCIES.includes(frequency)) {
    return {
      at: 'repeat',
      words: `Not an RRULE of ${FREQUENCIES.join(
        ', ',
      )}. Write for example FREQ=WEEKLY;BYDAY=FR.`,
    };
  }
  try {
    const rule = ruleOf(repeat, startMs);
    return rule.next(toDate(startMs), true)
      ? undefined
      : { at: 'repeat', words: 'It never comes: no day matches the rule.' };
  } catch (error) {
    return {
      at: 'repeat',
      words: `Not an RRULE: ${
        error instanceof Error ? error.message : String(error)
      }`,
    };
  }
}

function ruleOf(repeat: string, startMs: number): RRuleTemporal {
  return new RRuleTemporal({
    rruleString: `RRULE:${repeat}`,
    dtstart:
      Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO('UTC'),
    maxCandidateEvaluations: MAX_CANDIDATES,
  });
}

/** A wall-clock time as if the zone were UTC; undefined when there is no such time in any zone. */
function wallTime(local: string): number | undefined {
  try {
    return Temporal.PlainDateTime.from(local, {
      overflow: 'reject',
    }).toZonedDateTime('UTC').epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** A wall-clock time that was read as if it were UTC. */
function wallClock(wallMs: number): Temporal.PlainDateTime {
  return Temporal.Instant.fromEpochMilliseconds(wallMs)
    .toZonedDateTimeISO('UTC')
    .toPlainDateTime();
}

function instantOf(
  wallMs: number,
  timeZone: string,
  disambiguation: 'earlier' | 'later',
): number {
  return wallClock(wallMs).toZonedDateTime(timeZone, { disambiguation })
    .epochMilliseconds;
}

function isZone(timeZone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
    return !/^[+-]/.test(timeZone);
  } catch {
    return false;
  }
}

function toDate(epochMs: number): Date {
  return new Date(epochMs);
}

function byStart(one: Occurrence, other: Occurrence): number {
  return one.startMs - other.startMs || one.endMs - other.endMs;
}
