/** How much of the calendar is drawn. */
export const views = ['week', 'month'] as const;

/** One of {@link views}. */
export type View = (typeof views)[number];

/** The days that are drawn, in the viewer's zone. */
export interface Stretch {
  /** Midnight of the first day, in milliseconds since the epoch. */
  readonly fromMs: number;
  /** Midnight after the last day. */
  readonly untilMs: number;
  /** Midnights of all days: they are not all of one length, where clocks change. */
  readonly days: readonly number[];
}

const DAYS: Readonly<Record<View, number>> = { week: 7, month: 31 };

/** The week or the month of days that begins with a day (`2026-11-26`), or with today. */
export function stretchOf(
  view: View,
  firstDay: string | undefined,
  nowMs: number,
): Stretch {
  const given =
    firstDay && /^\d{4}-\d{2}-\d{2}$/.test(firstDay)
      ? new Date(`${firstDay}T00:00`)
      : new Date(nowMs);
  const first = Number.isNaN(given.getTime()) ? new Date(nowMs) : given;
  const midnight = (offset: number) =>
    new Date(
      first.getFullYear(),
      first.getMonth(),
      first.getDate() + offset,
    ).getTime();
  return {
    fromMs: midnight(0),
    untilMs: midnight(DAYS[view]),
    days: Array.from({ length: DAYS[view] }, (_, day) => midnight(day)),
  };
}

/** The first day of the stretch before or after, as `2026-11-26`. */
export function shifted({ fromMs }: Stretch, view: View, by: 1 | -1): string {
  const first = new Date(fromMs);
  const day = new Date(
    first.getFullYear(),
    first.getMonth(),
    first.getDate() + by * DAYS[view],
  );
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(
    day.getDate(),
  )}`;
}

/**
 * Where something is drawn, in percent of the width; undefined when it lies outside. What has begun and has no end yet
 * lasts until now; what has not begun is a mark at its start.
 */
export function barOf(
  { fromMs, untilMs }: Pick<Stretch, 'fromMs' | 'untilMs'>,
  occurrence: { readonly start: string; readonly end?: string },
  nowMs: number,
): { readonly left: number; readonly width: number } | undefined {
  const startMs = Date.parse(occurrence.start);
  const endMs =
    occurrence.end === undefined
      ? Math.max(startMs, nowMs)
      : Date.parse(occurrence.end);
  const isOver = endMs > startMs ? endMs <= fromMs : endMs < fromMs;
  if (isOver || startMs >= untilMs) {
    return undefined;
  }
  const start = Math.max(startMs, fromMs);
  const end = Math.min(endMs, untilMs);
  const percent = (ms: number) => (100 * ms) / (untilMs - fromMs);
  return { left: percent(start - fromMs), width: percent(end - start) };
}
