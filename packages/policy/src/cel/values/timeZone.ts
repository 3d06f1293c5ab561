import type { CelTimestamp } from './time';

/** Formats by zone; there are some 600 zones, and a name may be written in several cases. */
const formats = new Map<string, Intl.DateTimeFormat>();
const maximumFormats = 1_000;

/**
 * How many seconds a zone is east of UTC at an instant, or undefined when there is no such zone. A zone is an IANA name
 * (`Europe/Berlin`), or an offset in hours and minutes (`02:00`, `-05:30`). Empty is UTC, as in Go.
 */
export function zoneOffsetSeconds(
  zone: string,
  { seconds }: CelTimestamp,
): number | undefined {
  if (zone === '' || zone === 'UTC') {
    return 0;
  }
  return zone.includes(':')
    ? fixedOffset(zone)
    : namedOffset(zone, new Date(seconds * 1000));
}

function fixedOffset(zone: string): number | undefined {
  const parts = /^([+-]?)(\d{1,2}):(\d{1,2})$/.exec(zone);
  if (parts === null || Number(parts[2]) > 23 || Number(parts[3]) > 59) {
    return undefined;
  }
  const seconds = Number(parts[2]) * 3600 + Number(parts[3]) * 60;
  return parts[1] === '-' ? -seconds : seconds;
}

function namedOffset(zone: string, date: Date): number | undefined {
  const name = formatOf(zone)
    ?.formatToParts(date)
    .find(({ type }) => type === 'timeZoneName')?.value;
  const parts = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(name ?? '');
  if (parts === null) {
    return undefined;
  }
  const [hours, minutes, seconds] = parts
    .slice(2)
    .map(digits => Number(digits ?? 0));
  const offset = hours * 3600 + minutes * 60 + seconds;
  return parts[1] === '-' ? -offset : offset;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known !== undefined) {
    return known;
  }
  const format = createFormat(zone);
  if (format !== undefined) {
    if (formats.size >= maximumFormats) {
      formats.clear();
    }
    formats.set(zone, format);
  }
  return format;
}

function createFormat(zone: string): Intl.DateTimeFormat | undefined {
  if (!isWrittenAsInDatabase(zone)) {
    return undefined;
  }
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      timeZoneName: 'longOffset',
    });
    const { timeZone } = format.resolvedOptions();
    return timeZone !== zone && timeZone.toLowerCase() === zone.toLowerCase()
      ? undefined
      : format;
  } catch {
    return undefined;
  }
}

/** All that is written in capitals in the zone database. */
const capitals = new Set(
  'UTC UCT GMT EST MST HST CET EET MET WET EST5EDT CST6CDT MST7MDT PST8PDT PRC ROC ROK GB NZ NZ-CHAT US W-SU ACT NSW LHI'.split(
    ' ',
  ),
);

/**
 * Whether a name is written as the zone database does, as far as its case tells: the host takes any case, and names such as
 * `PST` and `+0200` that the database does not have.
 */
function isWrittenAsInDatabase(zone: string): boolean {
  return (
    zone.length <= 64 &&
    zone
      .split('/')
      .every(
        part =>
          capitals.has(part) ||
          /^GMT[+-]?\d{1,2}$/.test(part) ||
          /^[A-Z](?=.*[a-z])[A-Za-z0-9_-]*$/.test(part),
      )
  );
}
