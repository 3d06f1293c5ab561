import fc from 'fast-check';
import { measureForecasts } from './calibration';
import type { Forecast } from './calibration';

const forecasts: fc.Arbitrary<Forecast[]> = fc.array(
  fc.record({
    probability: fc.constantFrom(0, 0.05, 0.3, 0.31, 0.5, 0.99, 1),
    failed: fc.boolean(),
  }),
  { minLength: 1, maxLength: 40 },
);

describe('measureForecasts', () => {
  it('finds perfect forecasts perfect', () => {
    const quality = measureForecasts([
      { probability: 1, failed: true },
      { probability: 0, failed: false },
    ]);
    expect(quality).toMatchObject({
      brier: 0,
      areaUnderCurve: 1,
      expectedCalibrationError: 0,
    });
  });

  it('ranks as counting all pairs does', () => {
    fc.assert(
      fc.property(forecasts, given => {
        const failed = given.filter(item => item.failed);
        const fine = given.filter(item => !item.failed);
        const pairs = failed.flatMap(bad =>
          fine.map(good =>
            bad.probability === good.probability
              ? 0.5
              : Number(bad.probability > good.probability),
          ),
        );
        fc.pre(pairs.length > 0);
        const share = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
        expect(measureForecasts(given).areaUnderCurve).toBeCloseTo(share, 9);
      }),
    );
  });

  it('ranks nothing while all ended alike', () => {
    const { areaUnderCurve } = measureForecasts([
      { probability: 0.4, failed: false },
    ]);
    expect(areaUnderCurve).toBeUndefined();
  });

  it('has every forecast in one bin, which holds its probability', () => {
    fc.assert(
      fc.property(forecasts, given => {
        const { bins } = measureForecasts(given);
        expect(bins.reduce((sum, bin) => sum + bin.forecasts, 0)).toBe(
          given.length,
        );
        for (const bin of bins) {
          expect(bin.meanProbability).toBeGreaterThanOrEqual(bin.from - 1e-9);
          expect(bin.meanProbability).toBeLessThanOrEqual(bin.to + 1e-9);
        }
      }),
    );
  });

  it('scores the base rate as its variance', () => {
    const quality = measureForecasts(
      Array.from({ length: 10 }, (_, index) => ({
        probability: 0.2,
        failed: index < 2,
      })),
    );
    expect(quality.brier).toBeCloseTo(quality.brierOfBaseRate, 12);
  });
});
