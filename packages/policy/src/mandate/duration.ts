const pattern =
  /^P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * An ISO 8601 duration of whole units, split into calendar months and exact milliseconds.
 *
 * @public
 */
export interface Duration {
  readonly months: number;
  readonly ms: number;
}

/**
 * Reads an ISO 8601 duration (`P3M`, `PT1H`, `P1DT12H`); undefined when it is none.
 *
 * @public
 */
export function parseDuration(text: string): Duration | undefined {
  const match = text.length <= 64 ? pattern.exec(text) : null;
  if (!match) {
    return undefined;
  }
  const [years, months, weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map(part => Number(part ?? 0));
  const duration = {
    months: years * 12 + months,
    ms:
      ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) *
      1000,
  };
  return Number.isSafeInteger(duration.ms) && duration.months <= 1200
    ? duration
    : undefined;
}

/**
 * The instant a duration after another one, both in milliseconds since the epoch. Months are calendar months in
 * UTC, and a day the month lacks becomes its last day (31 January and a month is 28 or 29 February).
 *
 * @public
 */
export function addDuration(instantMs: number, duration: Duration): number {
  const date = new Date(instantMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + duration.months);
  const lastDay = new Date(
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0),
  ).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
  return date.getTime() + duration.ms;
}
