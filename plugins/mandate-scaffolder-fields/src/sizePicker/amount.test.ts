import { amountOf, USUAL_SIZES } from './amount';

describe('an amount', () => {
  it.each([
    ['cpu', '250m', 0.25],
    ['cpu', '2', 2],
    ['memory', '512Mi', 0.5],
    ['memory', '1Gi', 1],
    ['storage', '1Ti', 1024],
  ] as const)('of %s: %s is %d', (resource, text, amount) =>
    expect(amountOf(resource, text)).toBe(amount),
  );

  it.each(['', 'big', '-1', '1 Gi', '1Zi', '1e99'])('%j is none', text =>
    expect(amountOf('memory', text)).toBeUndefined(),
  );

  it('grows along the usual sizes', () => {
    for (const [resource, sizes] of Object.entries(USUAL_SIZES)) {
      // safety: the keys of the record.
      const amounts = sizes.map(size =>
        amountOf(resource as keyof typeof USUAL_SIZES, size),
      );
      expect(amounts).toEqual([...amounts].sort((a = 0, b = 0) => a - b));
    }
  });
});
