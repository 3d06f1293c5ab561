import type { Library } from '../cel/library/library';
import { member } from '../cel/library/overload';
import { types } from '../cel/types/celType';
import { fromNative } from '../cel/values/fromNative';
import { find, isMap, keysOf } from '../cel/values/lookup';
import { CelDouble, CelUint, isInt } from '../cel/values/numbers';
import { CelError } from '../cel/values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../cel/values/runtimeValue';

/**
 * `plan.within(limits)`: whether no figure of the plan exceeds its limit. A limit whose figure the plan does not know is an error,
 * never true. Entries that are no numbers (`hard`) are no limits.
 *
 * @public
 */
export const withinLibrary: Library = {
  name: 'within',
  functions: [
    {
      name: 'within',
      description: 'Whether no figure of a plan exceeds its limit.',
      overloads: [
        member('plan_within', [types.dyn, types.dyn], types.bool, isWithin),
      ],
    },
  ],
};

function isWithin(plan: RuntimeValue, limits: RuntimeValue): Evaluated {
  const figures = find(plan, 'figures') ?? plan;
  if (figures instanceof CelError) {
    return figures;
  }
  if (!isMap(figures) || !isMap(limits)) {
    return new CelError('within needs a plan with figures, and limits.');
  }
  let within = true;
  for (const key of keysOf(limits)) {
    const limit = numeric(find(limits, key));
    if (limit === undefined) {
      continue;
    }
    const figure = numeric(find(figures, key));
    if (figure === undefined) {
      return new CelError(
        `The plan does not know ${String(
          fromNative(key),
        )}, which the mandate limits to ${limit}.`,
      );
    }
    within = within && figure <= limit;
  }
  return within;
}

function numeric(value: Evaluated | undefined): number | bigint | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (value instanceof CelDouble) {
    return Number.isNaN(value.value) ? undefined : value.value;
  }
  if (value instanceof CelUint) {
    return value.value;
  }
  return isInt(value) ? value : undefined;
}
