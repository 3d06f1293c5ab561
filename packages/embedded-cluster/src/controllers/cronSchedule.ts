/** A schedule of five fields, each the set of values at which it is due. */
export interface Schedule {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly daysOfMonth: ReadonlySet<number>;
  readonly months: ReadonlySet<number>;
  readonly daysOfWeek: ReadonlySet<number>;
  /** When both days are restricted, either is enough, as in cron. */
  readonly eitherDay: boolean;
}

const RANGES = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 6],
] as const;
const NAMES: Record<string, string> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
};
const WORDS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const MINUTE_MS = 60_000;
const HORIZON_MINUTES = 366 * 24 * 60;

/** Reads a cron schedule; undefined when the text is none. */
export function parseSchedule(text: string): Schedule | undefined {
  const fields = (NAMES[text] ?? text).trim().split(/\s+/);
  const sets = fields.map((field, index) => parseField(field, index));
  if (fields.length !== RANGES.length || sets.includes(undefined)) {
    return undefined;
  }
  const [minutes, hours, daysOfMonth, months, daysOfWeek] = sets.map(
    set => set ?? new Set<number>(),
  );
  return {
    minutes,
    hours,
    daysOfMonth,
    months,
    daysOfWeek,
    eitherDay: !fields[2].startsWith('*') && !fields[4].startsWith('*'),
  };
}

/** The first due minute after a time, in a time zone (UTC without one); undefined when there is none within a year. */
export function nextTime(
  schedule: Schedule,
  after: Date,
  timeZone = 'UTC',
): Date | undefined {
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    weekday: 'short',
  });
  let time = Math.floor(after.getTime() / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (let step = 0; step < HORIZON_MINUTES; step++, time += MINUTE_MS) {
    // the wall clock is costly to ask, and minutes are the same in almost every zone
    if (
      timeZone !== 'UTC' ||
      schedule.minutes.has(new Date(time).getUTCMinutes())
    ) {
      if (isDue(schedule, clock, time)) {
        return new Date(time);
      }
    }
  }
  return undefined;
}

function isDue(
  schedule: Schedule,
  clock: Intl.DateTimeFormat,
  time: number,
): boolean {
  const parts = Object.fromEntries(
    clock.formatToParts(time).map(({ type, value }) => [type, value]),
  );
  const onMonthDay = schedule.daysOfMonth.has(Number(parts.day));
  const onWeekDay = schedule.daysOfWeek.has(
    DAYS.indexOf(parts.weekday.toLowerCase()),
  );
  return (
    schedule.minutes.has(Number(parts.minute)) &&
    schedule.hours.has(Number(parts.hour)) &&
    schedule.months.has(Number(parts.month)) &&
    (schedule.eitherDay ? onMonthDay || onWeekDay : onMonthDay && onWeekDay)
  );
}

function parseField(field: string, index: number): Set<number> | undefined {
  const [least, most] = RANGES[index] ?? [0, 0];
  const result = new Set<number>();
  for (const part of field.toLowerCase().split(',')) {
    const [, range, step = '1'] = /^([^/]+)(?:\/(\d+))?$/.exec(part) ?? [];
    const [from, to] = boundsOf(range ?? '', step !== '1', least, most, index);
    if (!(from >= least && to <= most && from <= to && Number(step) > 0)) {
      return undefined;
    }
    for (let value = from; value <= to; value += Number(step)) {
      result.add(value);
    }
  }
  return result;
}

function boundsOf(
  range: string,
  hasStep: boolean,
  least: number,
  most: number,
  index: number,
): [number, number] {
  if (range === '*' || range === '?') {
    return [least, most];
  }
  const [from, to] = range.split('-').map(text => numberOf(text, index));
  return [from, to ?? (hasStep ? most : from)];
}

function numberOf(text: string, index: number): number {
  if (index === 3 && WORDS.includes(text)) {
    return WORDS.indexOf(text) + 1;
  }
  if (index === 4) {
    return DAYS.includes(text) ? DAYS.indexOf(text) : Number(text) % 7;
  }
  return /^\d+$/.test(text) ? Number(text) : NaN;
}
