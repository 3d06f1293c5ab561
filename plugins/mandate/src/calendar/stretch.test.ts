import { barOf, shifted, stretchOf } from './stretch';

const noon = new Date(2026, 10, 26, 12).getTime();

describe('a stretch of the calendar', () => {
  it('begins at midnight, today when nothing else is asked for', () => {
    const { fromMs, days } = stretchOf('week', undefined, noon);
    expect(new Date(fromMs)).toEqual(new Date(2026, 10, 26));
    expect(days).toHaveLength(7);
    expect(stretchOf('week', 'nonsense', noon).fromMs).toBe(fromMs);
    expect(stretchOf('week', '2026-99-99', noon).fromMs).toBe(fromMs);
  });

  it('goes on where the one before ended', () => {
    for (const view of ['week', 'month'] as const) {
      const here = stretchOf(view, '2026-10-20', noon);
      const next = stretchOf(view, shifted(here, view, 1), noon);
      expect(next.fromMs).toBe(here.untilMs);
      expect(shifted(next, view, -1)).toBe('2026-10-20');
    }
  });
});

describe('a bar', () => {
  const stretch = { fromMs: 0, untilMs: 1_000 };
  const at = (ms: number) => new Date(ms).toISOString();

  it.each([
    [100, 300, { left: 10, width: 20 }],
    [-500, 300, { left: 0, width: 30 }],
    [900, 5_000, { left: 90, width: 10 }],
    [-500, 5_000, { left: 0, width: 100 }],
    [-500, -100, undefined],
    [-500, 0, undefined],
    [1_000, 2_000, undefined],
  ])('from %d until %d', (start, end, bar) => {
    expect(barOf(stretch, { start: at(start), end: at(end) }, 0)).toEqual(bar);
  });

  it.each([
    ['that has begun reaches to now', 500, 700, { left: 50, width: 20 }],
    ['that began before and still lasts', -500, 300, { left: 0, width: 30 }],
    ['that lasts beyond what is drawn', 500, 2_000, { left: 50, width: 50 }],
    ['that is planned is a mark', 500, 100, { left: 50, width: 0 }],
  ])('without an end, %s', (_, start, nowMs, bar) => {
    expect(barOf(stretch, { start: at(start) }, nowMs)).toEqual(bar);
  });
});
