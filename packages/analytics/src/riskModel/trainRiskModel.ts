import { measureForecasts } from './calibration';
import type { Forecast, ForecastQuality } from './calibration';
import {
  fitLogisticRegression,
  predictProbability,
} from './logisticRegression';
import type { LogisticModel, Monotone } from './logisticRegression';

/** What a risk model knows of a change: a name for people, and which way it may move the risk. @public */
export interface RiskFeature {
  readonly name: string;
  readonly monotone: Monotone;
}

/** How a past change ended. `features` are in the order of the model's. @public */
export interface PastChange {
  readonly endedAtMs: number;
  readonly features: readonly number[];
  readonly failed: boolean;
}

/** A trained model with what it is worth, as it is stored and shown. @public */
export interface RiskModel {
  readonly features: readonly RiskFeature[];
  readonly model: LogisticModel;
  readonly trainedAtMs: number;
  readonly trainedOn: number;
  /** On the newest fifth of the changes, by a model that had seen only the older ones. */
  readonly quality: ForecastQuality;
}

/** A model, or why there is none yet. @public */
export type TrainingResult =
  | { readonly trained: true; readonly riskModel: RiskModel }
  | {
      readonly trained: false;
      readonly words: string;
      readonly quality?: ForecastQuality;
    };

/** How much a feature moved one forecast, in log-odds; positive raises. @public */
export interface FeatureContribution {
  readonly name: string;
  readonly contribution: number;
}

/** Fewer say nothing about a failure that happens once in twenty changes. */
const fewestChanges = 200;
const fewestFailures = 20;
const fewestFailuresHeldOut = 4;
const heldOutShare = 0.2;
/** A change of a quarter ago counts half: models of changes decay within months (McIntosh and Kamei 2018). */
const halfLifeMs = 90 * 24 * 3_600_000;

/**
 * Trains a model on past changes and tests it on the newest of them. There is none when history is too small, or when the model
 * forecasts no better than the overall failure rate: then the rule matrix stays.
 *
 * @public
 */
export function trainRiskModel(options: {
  readonly features: readonly RiskFeature[];
  readonly changes: readonly PastChange[];
  readonly nowMs: number;
}): TrainingResult {
  const { features, changes, nowMs } = options;
  const failures = changes.filter(({ failed }) => failed).length;
  if (changes.length < fewestChanges || failures < fewestFailures) {
    return {
      trained: false,
      words: `${changes.length} past changes with ${failures} failures are too few to learn from; it takes ${fewestChanges} with ${fewestFailures} failures.`,
    };
  }
  const sorted = [...changes].sort((a, b) => a.endedAtMs - b.endedAtMs);
  const split = Math.floor(sorted.length * (1 - heldOutShare));
  const older = sorted.slice(0, split);
  const newer = sorted.slice(split);
  if (
    newer.filter(({ failed }) => failed).length < fewestFailuresHeldOut ||
    !older.some(({ failed }) => failed)
  ) {
    return {
      trained: false,
      words: `Among the newest ${newer.length} changes there are too few failures to test a model on.`,
    };
  }
  const tested = fit(features, older, newer[0].endedAtMs);
  const quality = measureForecasts(
    newer.map(
      (change): Forecast => ({
        probability: predictProbability(tested, change.features),
        failed: change.failed,
      }),
    ),
  );
  if (quality.brier >= quality.brierOfBaseRate) {
    return {
      trained: false,
      words:
        'The model would forecast no better than the overall failure rate, so the rule matrix stays.',
      quality,
    };
  }
  return {
    trained: true,
    riskModel: {
      features,
      model: fit(features, sorted, nowMs),
      trainedAtMs: nowMs,
      trainedOn: sorted.length,
      quality,
    },
  };
}

/**
 * The forecast for one change, and what moved it against the average change, strongest first.
 *
 * @public
 */
export function forecastFailure(
  { features, model }: RiskModel,
  values: readonly number[],
): {
  readonly probability: number;
  readonly contributions: readonly FeatureContribution[];
} {
  return {
    probability: predictProbability(model, values),
    contributions: features
      .map(({ name }, index) => ({
        name,
        contribution: model.coefficients[index] * values[index],
      }))
      .filter(({ contribution }) => contribution !== 0)
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
}

function fit(
  features: readonly RiskFeature[],
  changes: readonly PastChange[],
  nowMs: number,
): LogisticModel {
  return fitLogisticRegression(
    changes.map(({ features: values, failed, endedAtMs }) => ({
      features: values,
      failed,
      weight: 0.5 ** (Math.max(0, nowMs - endedAtMs) / halfLifeMs),
    })),
    { monotone: features.map(({ monotone }) => monotone) },
  );
}
