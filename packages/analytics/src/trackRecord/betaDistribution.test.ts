import fc from 'fast-check';
import { betaQuantile, regularisedIncompleteBeta } from './betaDistribution';

const shapes = fc.double({ min: 0.5, max: 200, noNaN: true });
const shares = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('the Beta distribution', () => {
  it('has the closed forms of Beta(a, 1) and Beta(1, b)', () => {
    fc.assert(
      fc.property(shares, shapes, (x, shape) => {
        expect(regularisedIncompleteBeta(x, shape, 1)).toBeCloseTo(
          x ** shape,
          9,
        );
        expect(regularisedIncompleteBeta(x, 1, shape)).toBeCloseTo(
          1 - (1 - x) ** shape,
          9,
        );
      }),
    );
  });

  it('equals the binomial tail for whole shapes', () => {
    // P(X >= 3) for X binomial with n = 5, p = 0.4.
    const tail = 10 * 0.4 ** 3 * 0.6 ** 2 + 5 * 0.4 ** 4 * 0.6 + 0.4 ** 5;
    expect(regularisedIncompleteBeta(0.4, 3, 3)).toBeCloseTo(tail, 12);
  });

  // Found by random histories: with these, rounding has both x and 1 - x beyond their means.
  it.each([
    [0.125, 1.763111387941921, 18.341779715593447],
    [0.375, 4.177305919011632, 7.62884319835272],
    [0.625, 3.10018109278429, 1.460108655670574],
    [0.75, 3.054378256076238, 0.35145941869207925],
  ])('is known at the mean itself, %d of Beta(%d, %d)', (x, a, b) => {
    const near = regularisedIncompleteBeta(x - 1e-9, a, b);
    expect(regularisedIncompleteBeta(x, a, b)).toBeCloseTo(near, 6);
  });

  it('is inverted by its quantile', () => {
    fc.assert(
      fc.property(shares, shapes, shapes, (probability, a, b) => {
        const value = betaQuantile(probability, a, b);
        expect(regularisedIncompleteBeta(value, a, b)).toBeCloseTo(
          probability,
          5,
        );
      }),
    );
  });
});
