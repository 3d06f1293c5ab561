import type { FunctionDeclaration, Overload } from '../library';
import { member } from '../overload';
import { types } from '../../types/celType';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { CelTimestamp } from '../../values/time';
import type { CelDuration } from '../../values/time';
import { zoneOffsetSeconds } from '../../values/timeZone';

const { duration, int, string, timestamp } = types;
const millisecondsPerDay = 86_400_000;

/** cel-go counts 1, but a named zone has to be asked of the zone database. */
const zoneCost: Pick<Overload, 'cost' | 'estimate'> = {
  cost: () => 150,
  estimate: () => ({ cost: { minimum: 150, maximum: 150 } }),
};

const descriptions: Readonly<Record<string, string>> = {
  getFullYear: 'The year.',
  getMonth: 'The month, from 0.',
  getDayOfYear: 'The day of the year, from 0.',
  getDayOfMonth: 'The day of the month, from 0.',
  getDate: 'The day of the month, from 1.',
  getDayOfWeek: 'The day of the week; Sunday is 0.',
  getHours: 'The hour of the day, or the whole hours of a duration.',
  getMinutes: 'The minute of the hour, or the whole minutes of a duration.',
  getSeconds: 'The second of the minute, or the whole seconds of a duration.',
  getMilliseconds: 'The milliseconds beyond the whole second.',
};

/** The parts of timestamps, in UTC or in a time zone, and of durations. */
export const times: readonly FunctionDeclaration[] = [
  getter('getFullYear', 'year', date => date.getUTCFullYear()),
  getter('getMonth', 'month', date => date.getUTCMonth()),
  getter('getDayOfYear', 'day_of_year', dayOfYear),
  getter('getDayOfMonth', 'day_of_month', date => date.getUTCDate() - 1),
  getter('getDate', 'day_of_month_1_based', date => date.getUTCDate()),
  getter('getDayOfWeek', 'day_of_week', date => date.getUTCDay()),
  getter('getHours', 'hours', date => date.getUTCHours(), [
    whole('hours', 3_600_000_000_000n),
  ]),
  getter('getMinutes', 'minutes', date => date.getUTCMinutes(), [
    whole('minutes', 60_000_000_000n),
  ]),
  getter('getSeconds', 'seconds', date => date.getUTCSeconds(), [
    whole('seconds', 1_000_000_000n),
  ]),
  getter('getMilliseconds', 'milliseconds', date => date.getUTCMilliseconds(), [
    member('duration_to_milliseconds', [duration], int, (value: CelDuration) =>
      Number((value.nanoseconds % 1_000_000_000n) / 1_000_000n),
    ),
  ]),
];

function getter(
  name: string,
  id: string,
  read: (date: Date) => number,
  ofDurations: readonly Overload[] = [],
): FunctionDeclaration {
  return {
    name,
    description: descriptions[name],
    overloads: [
      member(
        `timestamp_to_${id}`,
        [timestamp],
        int,
        (value: CelTimestamp): Evaluated => read(dateOf(value, 0)),
      ),
      member(
        // cel-go's id of this one lacks the "with".
        id === 'seconds'
          ? 'timestamp_to_seconds_tz'
          : `timestamp_to_${id}_with_tz`,
        [timestamp, string],
        int,
        (value: CelTimestamp, zone: string): Evaluated => {
          const offset = zoneOffsetSeconds(zone, value);
          return offset === undefined
            ? new CelError(`unknown time zone ${zone.slice(0, 100)}`)
            : read(dateOf(value, offset));
        },
        zoneCost,
      ),
      ...ofDurations,
    ],
  };
}

function whole(unit: string, nanoseconds: bigint): Overload {
  return member(`duration_to_${unit}`, [duration], int, (value: CelDuration) =>
    Number(value.nanoseconds / nanoseconds),
  );
}

function dateOf(value: CelTimestamp, offsetSeconds: number): Date {
  return new Date(
    (value.seconds + offsetSeconds) * 1000 +
      Math.floor(value.nanoseconds / 1_000_000),
  );
}

function dayOfYear(date: Date): number {
  const newYear = new Date(date.getTime());
  newYear.setUTCMonth(0, 1);
  return Math.round((date.getTime() - newYear.getTime()) / millisecondsPerDay);
}
