import { keyOfLabels, Labels, without } from './Series';
import { Element } from './Value';

interface Bucket {
  readonly upTo: number;
  count: number;
}

/** The value below which a share of the observations in histograms of `le` buckets is; one result for each histogram. */
export function histogramQuantile(
  share: number,
  elements: readonly Element[],
): Element[] {
  const histograms = new Map<string, { labels: Labels; buckets: Bucket[] }>();
  for (const { labels, value } of elements) {
    const upTo = boundOf(labels.le);
    if (upTo !== undefined) {
      const own = without(labels, '__name__', 'le');
      const key = keyOfLabels(own);
      const histogram = histograms.get(key) ?? { labels: own, buckets: [] };
      histogram.buckets.push({ upTo, count: value });
      histograms.set(key, histogram);
    }
  }
  return [...histograms.values()].map(({ labels, buckets }) => ({
    labels,
    value: quantileOf(share, buckets),
  }));
}

function boundOf(le: string | undefined): number | undefined {
  const bound = le === '+Inf' ? Infinity : Number(le);
  return le === undefined || Number.isNaN(bound) ? undefined : bound;
}

/** By linear interpolation within the bucket in which the wanted observation is. */
function quantileOf(share: number, given: readonly Bucket[]): number {
  if (Number.isNaN(share)) {
    return NaN;
  }
  if (share < 0 || share > 1) {
    return share < 0 ? -Infinity : Infinity;
  }
  const buckets = [...given].sort((a, b) => a.upTo - b.upTo);
  const last = buckets[buckets.length - 1];
  if (!last || last.upTo !== Infinity || buckets.length < 2) {
    return NaN;
  }
  // counts of buckets are read one after the other, so that a later one may lag behind
  let most = -Infinity;
  for (const bucket of buckets) {
    most = Math.max(most, bucket.count);
    bucket.count = most;
  }
  if (last.count === 0 || Number.isNaN(last.count)) {
    return NaN;
  }
  const rank = share * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const position = index < 0 ? buckets.length - 1 : index;
  if (position === buckets.length - 1) {
    return buckets[buckets.length - 2].upTo;
  }
  if (position === 0 && buckets[0].upTo <= 0) {
    return buckets[0].upTo;
  }
  const below = position === 0 ? { upTo: 0, count: 0 } : buckets[position - 1];
  const { upTo, count } = buckets[position];
  return (
    below.upTo +
    (upTo - below.upTo) * ((rank - below.count) / (count - below.count))
  );
}
