import fc from 'fast-check';
import {
  fitLogisticRegression,
  predictProbability,
} from './logisticRegression';
import type { Observation } from './logisticRegression';

const observation: fc.Arbitrary<Observation> = fc.record({
  features: fc.tuple(
    fc.integer({ min: -30, max: 30 }).map(tenths => tenths / 10),
    fc.constantFrom(0, 1),
  ),
  failed: fc.boolean(),
  weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
});
const observations = fc.array(observation, { minLength: 3, maxLength: 60 });

function varies(given: readonly Observation[], feature: number): boolean {
  return new Set(given.map(({ features }) => features[feature])).size > 1;
}

/** The objective the fit minimises, written down plainly. */
function loss(
  given: readonly Observation[],
  intercept: number,
  coefficients: readonly number[],
  penalty: number,
): number {
  const total = given.reduce((sum, { weight }) => sum + weight, 0);
  const scales = coefficients.map((_, feature) => {
    const mean =
      given.reduce(
        (sum, item) => sum + item.weight * item.features[feature],
        0,
      ) / total;
    return Math.sqrt(
      given.reduce(
        (sum, item) => sum + item.weight * (item.features[feature] - mean) ** 2,
        0,
      ) / total,
    );
  });
  const cost = (logit: number, failed: boolean) =>
    Math.log1p(Math.exp(failed ? -logit : logit));
  const data = given.reduce((sum, { features, failed, weight }) => {
    const logit = coefficients.reduce(
      (so, coefficient, index) => so + coefficient * features[index],
      intercept,
    );
    return sum + weight * cost(logit, failed);
  }, 0);
  const prior = 0.5 * (cost(intercept, true) + cost(intercept, false));
  const size = coefficients.reduce(
    (sum, coefficient, index) => sum + (coefficient * scales[index]) ** 2,
    0,
  );
  return data + prior + (penalty / 2) * size;
}

describe('fitLogisticRegression', () => {
  it('finds the optimum: no small step that the constraints allow is better', () => {
    fc.assert(
      fc.property(observations, given => {
        // A feature that never varies has no say by rule, not by the objective.
        fc.pre([0, 1].every(feature => varies(given, feature)));
        const { intercept, coefficients } = fitLogisticRegression(given, {
          monotone: ['either', 'raises'],
          maximumPasses: 2_000,
        });
        const [first, second] = coefficients;
        const best = loss(given, intercept, coefficients, 1);
        const nearby = [-0.01, 0.01].flatMap(step => [
          [intercept + step, first, second],
          [intercept, first + step, second],
          [intercept, first, Math.max(0, second + step)],
        ]);
        const losses = nearby.map(([at, ...others]) =>
          loss(given, at, others, 1),
        );
        expect(Math.min(...losses)).toBeGreaterThanOrEqual(best - 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it('never learns what a constraint forbids', () => {
    fc.assert(
      fc.property(observations, given => {
        const { coefficients } = fitLogisticRegression(given, {
          monotone: ['lowers', 'raises'],
        });
        expect(coefficients[0]).toBeLessThanOrEqual(0);
        expect(coefficients[1]).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('finds the coefficients that made the outcomes', () => {
    // Outcomes in exact proportion to probabilities of a known model, by weights.
    const given = [-2, -1, 0, 1, 2].flatMap((value): Observation[] => {
      const probability = 1 / (1 + Math.exp(-(0.5 + 1.5 * value)));
      return [
        { features: [value], failed: true, weight: 1e4 * probability },
        { features: [value], failed: false, weight: 1e4 * (1 - probability) },
      ];
    });
    const model = fitLogisticRegression(given, { monotone: ['either'] });
    expect(model.intercept).toBeCloseTo(0.5, 2);
    expect(model.coefficients[0]).toBeCloseTo(1.5, 2);
    expect(predictProbability(model, [0])).toBeCloseTo(0.6225, 3);
  });

  it('stays finite when all ended alike, and says nothing of a feature that never varies', () => {
    const model = fitLogisticRegression(
      [1, 2, 3].map(value => ({
        features: [value, 7],
        failed: false,
        weight: 1,
      })),
      { monotone: ['either', 'either'] },
    );
    expect(Number.isFinite(model.intercept)).toBe(true);
    expect(model.coefficients[1]).toBe(0);
    expect(predictProbability(model, [2, 7])).toBeLessThan(0.3);
  });

  it('refuses nothing to learn from, and outcomes of another shape', () => {
    expect(() => fitLogisticRegression([], { monotone: [] })).toThrow(
      'no outcomes',
    );
    expect(() =>
      fitLogisticRegression([{ features: [1], failed: true, weight: 1 }], {
        monotone: ['either', 'either'],
      }),
    ).toThrow('1 features; 2');
  });
});
