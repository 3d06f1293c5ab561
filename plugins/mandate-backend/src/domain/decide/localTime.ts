import type { DecisionFacts } from '@mandate/policy';
import { DateTime } from 'luxon';

const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

/** An instant as people in a time zone (IANA name) see it. */
export function localTime(nowMs: number, zone: string): DecisionFacts['time'] {
  const local = DateTime.fromMillis(nowMs, { zone });
  return { hour: local.hour, weekday: WEEKDAYS[local.weekday - 1] };
}
