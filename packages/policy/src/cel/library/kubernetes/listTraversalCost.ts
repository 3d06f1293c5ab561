import { fromNative } from '../../values/fromNative';
import { encodeUtf8 } from '../../values/utf8';
import { traversalFactor } from '../callCost';
import { mapEntries } from '../mapEntries';
import type { Evaluated } from '../../values/runtimeValue';
import { CelError } from '../../values/runtimeValue';
import type { CallCost } from '../sizeCosts';

/** Kubernetes' cost of going through a list; before the run, items that may be texts are of unknown size. */
export function listTraversalCost(itemsMayBeTexts: boolean): CallCost {
  return {
    cost: ([list]) => traversal(list, 0),
    estimate: ([{ minimum, maximum }]) => ({
      cost: {
        minimum,
        maximum: itemsMayBeTexts && maximum > 0 ? Infinity : maximum,
      },
    }),
  };
}

const maximumDepth = 100;

function traversal(value: Evaluated, depth: number): number {
  if (typeof value === 'string') {
    return Math.floor(encodeUtf8(value).length * traversalFactor);
  }
  if (value instanceof Uint8Array) {
    return Math.floor(value.length * traversalFactor);
  }
  if (value instanceof CelError || depth > maximumDepth) {
    return 1;
  }
  if (Array.isArray(value)) {
    return value.reduce<number>(
      (sum, item) => sum + traversal(fromNative(item), depth + 1),
      0,
    );
  }
  return (
    mapEntries(value)?.reduce(
      (sum, [key, item]) =>
        sum + traversal(key, depth + 1) + traversal(item, depth + 1),
      0,
    ) ?? 1
  );
}
