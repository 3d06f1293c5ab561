/**
 * Logistic regression with sign constraints.
 *
 * A risk model must never learn that more dependants or a worse record make a change safer, however the few outcomes of a small
 * organisation fell. So a feature can be held to raise or to lower the probability only. The fit minimises the weighted log loss plus an L2
 * penalty by cyclic coordinate Newton steps projected onto the constraints: the objective is strictly convex, so the optimum is one.
 */

/** How a feature may move the probability. @public */
export type Monotone = 'raises' | 'lowers' | 'either';

/** A model: the probability is `1 / (1 + exp(-(intercept + Σ coefficient · feature)))`. @public */
export interface LogisticModel {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/** One outcome of the past. `weight` is how much it counts, such as by its age; 1 is usual. @public */
export interface Observation {
  readonly features: readonly number[];
  readonly failed: boolean;
  readonly weight: number;
}

/** How to fit. @public */
export interface FitOptions {
  /** One per feature. */
  readonly monotone: readonly Monotone[];
  /** Strength of the L2 penalty on the coefficients of standardised features, in observations; default 1. */
  readonly penalty?: number;
  /** At most so many passes over all coefficients; default 200. */
  readonly maximumPasses?: number;
}

/**
 * Fits a model to outcomes.
 *
 * @throws RangeError when there are no observations, or one has another number of features than `monotone`
 * @public
 */
export function fitLogisticRegression(
  observations: readonly Observation[],
  options: FitOptions,
): LogisticModel {
  const { monotone, penalty = 1, maximumPasses = 200 } = options;
  checkShape(observations, monotone.length);
  const scales = monotone.map((_, feature) => spread(observations, feature));
  const state = startingState(observations, monotone.length);
  for (let pass = 0; pass < maximumPasses; pass += 1) {
    let largestStep = stepIntercept(state, observations);
    for (let feature = 0; feature < monotone.length; feature += 1) {
      const step = stepCoefficient({
        state,
        observations,
        feature,
        scale: scales[feature],
        monotone: monotone[feature],
        penalty,
      });
      largestStep = Math.max(largestStep, step);
    }
    if (largestStep < 1e-8) {
      break;
    }
  }
  return {
    intercept: state.intercept,
    coefficients: state.coefficients.map((coefficient, feature) =>
      scales[feature] === 0 ? 0 : coefficient / scales[feature],
    ),
  };
}

/** The probability of failure, between 0 and 1. @public */
export function predictProbability(
  model: LogisticModel,
  features: readonly number[],
): number {
  return logistic(
    model.coefficients.reduce(
      (sum, coefficient, index) => sum + coefficient * features[index],
      model.intercept,
    ),
  );
}

interface FitState {
  intercept: number;
  /** On features divided by their spread. */
  readonly coefficients: number[];
  /** Intercept and coefficients applied to each observation. */
  readonly logits: Float64Array;
}

function startingState(
  observations: readonly Observation[],
  features: number,
): FitState {
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const failures = observations.reduce(
    (sum, { failed, weight }) => sum + (failed ? weight : 0),
    0,
  );
  // Half an observation of each outcome keeps the odds finite when all ended alike.
  const intercept = Math.log((failures + 0.5) / (total - failures + 0.5));
  return {
    intercept,
    coefficients: new Array<number>(features).fill(0),
    logits: new Float64Array(observations.length).fill(intercept),
  };
}

/** The intercept carries the half observations as its penalty, so that it stays finite too. */
function stepIntercept(
  state: FitState,
  observations: readonly Observation[],
): number {
  const prior = logistic(state.intercept);
  let gradient = prior - 0.5;
  let curvature = prior * (1 - prior);
  observations.forEach(({ failed, weight }, index) => {
    const probability = logistic(state.logits[index]);
    gradient += weight * (probability - (failed ? 1 : 0));
    curvature += weight * probability * (1 - probability);
  });
  const step = bounded(gradient / Math.max(curvature, 1e-9));
  state.intercept -= step;
  for (let index = 0; index < state.logits.length; index += 1) {
    state.logits[index] -= step;
  }
  return Math.abs(step);
}

function stepCoefficient(options: {
  readonly state: FitState;
  readonly observations: readonly Observation[];
  readonly feature: number;
  readonly scale: number;
  readonly monotone: Monotone;
  readonly penalty: number;
}): number {
  const { state, observations, feature, scale, monotone, penalty } = options;
  if (scale === 0) {
    return 0;
  }
  const current = state.coefficients[feature];
  let gradient = penalty * current;
  let curvature = penalty;
  observations.forEach(({ features, failed, weight }, index) => {
    const value = features[feature] / scale;
    const probability = logistic(state.logits[index]);
    gradient += weight * (probability - (failed ? 1 : 0)) * value;
    curvature += weight * probability * (1 - probability) * value * value;
  });
  const next = constrained(
    current - bounded(gradient / Math.max(curvature, 1e-9)),
    monotone,
  );
  const change = next - current;
  state.coefficients[feature] = next;
  observations.forEach(({ features }, index) => {
    state.logits[index] += (change * features[feature]) / scale;
  });
  return Math.abs(change);
}

/** Where probabilities are near 0 or 1 a Newton step overshoots. */
function bounded(step: number): number {
  return Math.max(-1, Math.min(1, step));
}

function constrained(coefficient: number, monotone: Monotone): number {
  switch (monotone) {
    case 'raises':
      return Math.max(0, coefficient);
    case 'lowers':
      return Math.min(0, coefficient);
    default:
      return coefficient;
  }
}

/** The standard deviation; 0 for a feature that never varies, which then has no say. */
function spread(observations: readonly Observation[], feature: number): number {
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const mean =
    observations.reduce(
      (sum, { features, weight }) => sum + weight * features[feature],
      0,
    ) / total;
  const variance =
    observations.reduce(
      (sum, { features, weight }) =>
        sum + weight * (features[feature] - mean) ** 2,
      0,
    ) / total;
  return variance > 1e-12 ? Math.sqrt(variance) : 0;
}

function logistic(logit: number): number {
  return logit >= 0
    ? 1 / (1 + Math.exp(-logit))
    : Math.exp(logit) / (1 + Math.exp(logit));
}

function checkShape(
  observations: readonly Observation[],
  features: number,
): void {
  if (!observations.some(({ weight }) => weight > 0)) {
    throw new RangeError('There are no outcomes to learn from.');
  }
  const odd = observations.find(
    observation => observation.features.length !== features,
  );
  if (odd) {
    throw new RangeError(
      `An outcome has ${odd.features.length} features; ${features} are expected.`,
    );
  }
}
