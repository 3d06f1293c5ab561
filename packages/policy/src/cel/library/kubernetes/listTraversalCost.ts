import { fromNative } from '../../values/fromNative';
import { encodeUtf8 } from '../../values/utf8';
import { traversalFactor } from '../callCost';
import { mapEntries } from '../mapEntries';
import type { Evaluated } from '../../values/runtimeValue';
import { CelError } from '../../values/runtimeValue';
import type { CallCost } from '../sizeCosts';

const maximumDepth = 100;
/** Lists that hold each other many times have exponentially many parts; no budget pays for more than these. */
const mostVisited = 300_000;
/** Texts this short have less than ten bytes. */
const shortText = 3;

interface Walk {
  visited: number;
}

/** Kubernetes' cost of going through a list; before the run, items that may be texts are of unknown size. */
export function listTraversalCost(itemsMayBeTexts: boolean): CallCost {
  return {
    cost: ([list]) => {
      const walk: Walk = { visited: 0 };
      const cost = traversal(list, 0, walk);
      return walk.visited > mostVisited ? Infinity : cost;
    },
    estimate: ([{ minimum, maximum }]) => ({
      cost: {
        minimum,
        maximum: itemsMayBeTexts && maximum > 0 ? Infinity : maximum,
      },
    }),
  };
}

function traversal(value: Evaluated, depth: number, walk: Walk): number {
  walk.visited += 1;
  if (walk.visited > mostVisited) {
    return 0;
  }
  if (typeof value === 'string') {
    return value.length <= shortText ? 1 : reading(encodeUtf8(value).length);
  }
  if (value instanceof Uint8Array) {
    return reading(value.length);
  }
  if (value instanceof CelError || depth > maximumDepth) {
    return 1;
  }
  if (Array.isArray(value)) {
    return value.reduce<number>(
      (sum, item) => sum + traversal(fromNative(item), depth + 1, walk),
      0,
    );
  }
  return (
    mapEntries(value)?.reduce(
      (sum, [key, item]) =>
        sum +
        traversal(key, depth + 1, walk) +
        traversal(item, depth + 1, walk),
      0,
    ) ?? 1
  );
}

/** To Kubernetes, reading less than ten bytes is free. */
function reading(bytes: number): number {
  return Math.max(1, Math.floor(bytes * traversalFactor));
}
