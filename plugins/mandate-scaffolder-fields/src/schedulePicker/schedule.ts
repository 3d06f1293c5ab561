/** Schedules people usually want, by cron expression. */
export const USUAL_SCHEDULES = {
  '0 * * * *': 'hourly',
  '0 3 * * *': 'nightly',
  '0 3 * * 0': 'weekly',
  '0 3 1 * *': 'monthly',
} as const;

/** One of {@link USUAL_SCHEDULES}. */
export type UsualSchedule = keyof typeof USUAL_SCHEDULES;

/** Whether the form offers it by name. */
export function isUsual(schedule: string): schedule is UsualSchedule {
  return Object.hasOwn(USUAL_SCHEDULES, schedule);
}

const BOUNDS: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/** Whether Kubernetes takes it as the schedule of a CronJob: five fields of numbers, ranges, lists and steps. */
export function isSchedule(text: string): boolean {
  const fields = text.trim().split(/\s+/);
  return (
    fields.length === 5 &&
    fields.every((field, index) =>
      field.split(',').every(part => isPart(part, BOUNDS[index])),
    )
  );
}

function isPart(
  part: string,
  [least, most]: readonly [number, number],
): boolean {
  const match = /^(\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part);
  if (!match) {
    return false;
  }
  const [, , from, to, step] = match;
  const numbers = [from, to].flatMap(text =>
    text === undefined ? [] : Number(text),
  );
  const isOrdered = to === undefined || Number(from) <= Number(to);
  return (
    isOrdered &&
    numbers.every(number => number >= least && number <= most) &&
    (step === undefined || Number(step) > 0)
  );
}
