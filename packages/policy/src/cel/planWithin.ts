import {
  CelScalar,
  celMethod,
  isCelMap,
  isCelUint,
  mapType,
} from '@bufbuild/cel';
import type { CelFunc, CelMap } from '@bufbuild/cel';

/**
 * `plan.within(limits)`: whether no figure of the plan exceeds its limit. A limit whose figure the plan does not know
 * is an error, never true; so is an empty set of limits' wrong type. Entries that are no numbers (`hard`) are no limits.
 */
export function planWithin(): CelFunc {
  const anyMap = mapType(CelScalar.STRING, CelScalar.DYN);
  return celMethod(
    'within',
    anyMap,
    [anyMap],
    CelScalar.BOOL,
    function within(limits) {
      return isWithin(this, limits);
    },
  );
}

function isWithin(plan: CelMap, limits: CelMap): boolean {
  const figures = plan.get('figures') ?? plan;
  if (!isCelMap(figures)) {
    throw new Error('plan.within needs a plan with figures');
  }
  let within = true;
  for (const [name, value] of limits) {
    const limit = numeric(value);
    if (limit === undefined) {
      continue;
    }
    const figure = numeric(figures.get(name));
    if (figure === undefined) {
      throw new Error(
        `the plan does not know ${String(
          name,
        )}, which the mandate limits to ${limit}`,
      );
    }
    within = within && figure <= limit;
  }
  return within;
}

function numeric(value: unknown): number | undefined {
  if (typeof value === 'bigint') {
    return Number(value);
  }
  if (isCelUint(value)) {
    return Number(value.value);
  }
  return typeof value === 'number' && !Number.isNaN(value) ? value : undefined;
}
