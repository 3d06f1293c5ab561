import { addDuration, parseDuration } from './duration';

describe('parseDuration', () => {
  it.each([
    ['PT1H', { months: 0, ms: 3_600_000 }],
    ['P1DT12H', { months: 0, ms: 129_600_000 }],
    ['P2W', { months: 0, ms: 1_209_600_000 }],
    ['P1Y3M', { months: 15, ms: 0 }],
    ['PT1M', { months: 0, ms: 60_000 }],
  ])('%s', (text, duration) => {
    expect(parseDuration(text)).toEqual(duration);
  });

  it.each(['', 'P', 'PT', 'P1', '1h', 'P1H', 'PT1D', 'P-1D', 'P1.5D', 'P1DT'])(
    '%j is none',
    text => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('addDuration', () => {
  it.each([
    ['2026-01-31T10:00:00.000Z', 'P1M', '2026-02-28T10:00:00.000Z'],
    ['2028-01-31T10:00:00.000Z', 'P1M', '2028-02-29T10:00:00.000Z'],
    ['2026-11-30T00:00:00.000Z', 'P3M', '2027-02-28T00:00:00.000Z'],
    ['2026-11-26T12:00:00.000Z', 'P1MT1H', '2026-12-26T13:00:00.000Z'],
  ])('%s and %s is %s', (from, text, to) => {
    const duration = parseDuration(text);
    expect(
      duration &&
        new Date(addDuration(Date.parse(from), duration)).toISOString(),
    ).toBe(to);
  });
});
