import { extrapolatedChange, RangeQuestion } from './extrapolate';
import {
  average,
  greatest,
  least,
  quantile,
  sum,
  variance,
} from './statistics';

type RangeFunction = (
  question: RangeQuestion,
  parameter: number,
) => number | undefined;

const values = ({ samples }: RangeQuestion) => samples.map(it => it.value);

/** Functions from the samples of a range to one value; undefined drops the series. */
export const RANGE_FUNCTIONS: Record<string, RangeFunction> = {
  rate: question => perSecond(extrapolatedChange(question, true), question),
  increase: question => extrapolatedChange(question, true),
  delta: question => extrapolatedChange(question, false),
  irate: question => lastChange(question, true, true),
  idelta: question => lastChange(question, false, false),
  changes: ({ samples }) =>
    samples.filter(
      ({ value }, index) =>
        index > 0 && !Object.is(value, samples[index - 1].value),
    ).length,
  resets: ({ samples }) =>
    samples.filter(
      ({ value }, index) => index > 0 && value < samples[index - 1].value,
    ).length,
  avg_over_time: question => average(values(question)),
  min_over_time: question => least(values(question)),
  max_over_time: question => greatest(values(question)),
  sum_over_time: question => sum(values(question)),
  count_over_time: ({ samples }) => samples.length,
  last_over_time: ({ samples }) => samples[samples.length - 1].value,
  present_over_time: () => 1,
  stddev_over_time: question => Math.sqrt(variance(values(question))),
  stdvar_over_time: question => variance(values(question)),
  quantile_over_time: (question, share) => quantile(share, values(question)),
  deriv: ({ samples }) => slope(samples),
};

/** Those that keep the metric's name, as what they give is a value of the metric. */
export const KEEPS_NAME = new Set(['last_over_time']);

function perSecond(
  change: number | undefined,
  { rangeMs }: RangeQuestion,
): number | undefined {
  return change === undefined ? undefined : change / (rangeMs / 1_000);
}

/** The change between the last two samples. */
function lastChange(
  { samples }: RangeQuestion,
  isCounter: boolean,
  isRate: boolean,
): number | undefined {
  const [before, last] = samples.slice(-2);
  if (!last) {
    return undefined;
  }
  const isReset = isCounter && last.value < before.value;
  const change = isReset ? last.value : last.value - before.value;
  return isRate ? change / ((last.timeMs - before.timeMs) / 1_000) : change;
}

/** Per second, by the least squares. */
function slope(samples: RangeQuestion['samples']): number | undefined {
  if (samples.length < 2) {
    return undefined;
  }
  const xs = samples.map(it => (it.timeMs - samples[0].timeMs) / 1_000);
  const ys = samples.map(it => it.value);
  const [x, y] = [average(xs), average(ys)];
  const both = average(xs.map((it, index) => it * ys[index])) - x * y;
  return both / (average(xs.map(it => it * it)) - x * x);
}
