import { forecastFailure, trainRiskModel } from './trainRiskModel';
import type { PastChange, RiskFeature } from './trainRiskModel';

const features: readonly RiskFeature[] = [
  { name: 'dependants', monotone: 'raises' },
  { name: 'night', monotone: 'either' },
];
const day = 24 * 3_600_000;
const nowMs = 1_000 * day;

/** Changes whose outcome follows from dependants with a known probability, drawn by a small seeded generator. */
function history(count: number, failureOf: (dependants: number) => number) {
  let state = 12345;
  const draw = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
  return Array.from({ length: count }, (_, index): PastChange => {
    const dependants = Math.floor(draw() * 10);
    return {
      endedAtMs: nowMs - (count - index) * 0.1 * day,
      features: [dependants, draw() < 0.3 ? 1 : 0],
      failed: draw() < failureOf(dependants),
    };
  });
}

describe('trainRiskModel', () => {
  it('keeps to the rules until there is history, and says how much is missing', () => {
    const result = trainRiskModel({
      features,
      changes: history(50, () => 0.5),
      nowMs,
    });
    expect(result).toMatchObject({
      trained: false,
      words: expect.stringContaining('it takes 200'),
    });
  });

  it('keeps to the rules when it would forecast no better than the failure rate', () => {
    const result = trainRiskModel({
      features: [{ name: 'dependants', monotone: 'lowers' }, features[1]],
      changes: history(400, dependants => dependants / 10),
      nowMs,
    });
    expect(result).toMatchObject({ trained: false });
  });

  it('learns what makes changes fail, is calibrated on changes it has not seen, and explains a forecast', () => {
    const result = trainRiskModel({
      features,
      changes: history(2_000, dependants => 0.02 + dependants * 0.06),
      nowMs,
    });
    if (!result.trained) {
      throw new Error(result.words);
    }
    const { quality } = result.riskModel;
    expect(quality.areaUnderCurve).toBeGreaterThan(0.65);
    expect(quality.brier).toBeLessThan(quality.brierOfBaseRate);
    expect(quality.expectedCalibrationError).toBeLessThan(0.08);
    const many = forecastFailure(result.riskModel, [9, 0]);
    const none = forecastFailure(result.riskModel, [0, 0]);
    expect(many.probability).toBeGreaterThan(none.probability);
    expect(many.contributions[0].name).toBe('dependants');
  });
});
