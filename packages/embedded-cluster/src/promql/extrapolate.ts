import { Sample } from './Series';

/** What a range of samples is asked for. */
export interface RangeQuestion {
  readonly samples: readonly Sample[];
  readonly rangeMs: number;
  readonly endMs: number;
}

/** Samples this many average distances from the range's border are taken to reach up to it. */
const NEAR_BORDER = 1.1;

/**
 * How much a value changed over a range, as Prometheus estimates it: the change between the first and the last sample, stretched to
 * the range's borders where samples come near them, and by half a distance otherwise. Counters count on after a reset, and are not
 * stretched below zero.
 *
 * @returns undefined for less than two samples
 */
export function extrapolatedChange(
  { samples, rangeMs, endMs }: RangeQuestion,
  isCounter: boolean,
): number | undefined {
  if (samples.length < 2) {
    return undefined;
  }
  const first = samples[0];
  const last = samples[samples.length - 1];
  const change =
    last.value - first.value + (isCounter ? lostInResets(samples) : 0);
  const sampledS = (last.timeMs - first.timeMs) / 1_000;
  const distanceS = sampledS / (samples.length - 1);
  let beforeS = (first.timeMs - (endMs - rangeMs)) / 1_000;
  let afterS = (endMs - last.timeMs) / 1_000;
  if (beforeS >= distanceS * NEAR_BORDER) {
    beforeS = distanceS / 2;
  }
  if (isCounter && change > 0 && first.value >= 0) {
    beforeS = Math.min(beforeS, sampledS * (first.value / change));
  }
  if (afterS >= distanceS * NEAR_BORDER) {
    afterS = distanceS / 2;
  }
  return change * ((sampledS + beforeS + afterS) / sampledS);
}

/** What a counter had before each time it began anew. */
export function lostInResets(samples: readonly Sample[]): number {
  return samples.reduce((lost, { value }, index) => {
    const before = index > 0 ? samples[index - 1].value : value;
    return value < before ? lost + before : lost;
  }, 0);
}
