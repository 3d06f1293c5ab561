const units = [
  ['year', /(\d+)Y/],
  ['month', /(\d+)M/],
  ['week', /(\d+)W/],
  ['day', /(\d+)D/],
] as const;
const timeUnits = [
  ['hour', /(\d+)H/],
  ['minute', /(\d+)M/],
  ['second', /(\d+)S/],
] as const;

/** An ISO 8601 duration in the reader's language: `P3M` is "3 months", `PT1H` is "1 hour". Other text stays as it is. */
export function durationWords(iso: string, locale?: string): string {
  const [, date = '', time = ''] = /^P([^T]*)(?:T(.*))?$/.exec(iso) ?? [];
  const parts = [...read(date, units), ...read(time, timeUnits)];
  return parts.length === 0
    ? iso
    : parts
        .map(({ unit, amount }) =>
          new Intl.NumberFormat(locale, {
            style: 'unit',
            unit,
            unitDisplay: 'long',
          }).format(amount),
        )
        .join(' ');
}

/** How often, without the number where it is one: `P1Y` is "year" and `P3M` "3 months", behind "every". */
export function intervalWords(iso: string, locale?: string): string {
  const [unit] = units.filter(([, pattern]) => pattern.exec(iso)?.[1] === '1');
  return unit && iso.length === 3
    ? new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: unit[0],
        unitDisplay: 'long',
      })
        .formatToParts(1)
        .filter(({ type }) => type === 'unit')
        .map(({ value }) => value)
        .join('')
    : durationWords(iso, locale);
}

function read(
  text: string,
  known: readonly (readonly [string, RegExp])[],
): { unit: string; amount: number }[] {
  return known.flatMap(([unit, pattern]) => {
    const [, digits] = pattern.exec(text) ?? [];
    return digits === undefined ? [] : [{ unit, amount: Number(digits) }];
  });
}
