import { types } from '../../types/celType';
import { CelDouble, CelUint, isInt } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated, RuntimeValue } from '../../values/runtimeValue';
import type { Library } from '../library';
import { mapEntries } from '../mapEntries';
import { member } from '../overload';
import { countOf, scaledSize } from '../sizeCosts';

/**
 * `plan.within(limits)`: whether no figure of the plan exceeds its limit. A limit whose figure the plan does not know is an
 * error, never true. Entries of the limits that are no numbers (`hard`) are no limits.
 *
 * @public
 */
export const planLibrary: Library = {
  name: 'mandate.plan',
  functions: [
    {
      name: 'within',
      description: 'Whether no figure of a plan exceeds its limit.',
      overloads: [
        member(
          'plan_within_limits',
          [types.dyn, types.dyn],
          types.bool,
          isWithin,
          {
            cost: ([, limits]) => 1 + countOf(limits),
            estimate: ([, limits]) => ({ cost: scaledSize(limits, 1) }),
          },
        ),
      ],
    },
  ],
};

function isWithin(
  plan: RuntimeValue,
  limits: RuntimeValue,
): boolean | CelError {
  const figures = new Map(figuresOf(plan));
  const limitEntries = mapEntries(limits);
  if (figures.size === 0 || limitEntries === undefined) {
    return new CelError('plan.within needs a plan with figures, and limits');
  }
  let within = true;
  for (const [name, value] of limitEntries) {
    const limit = numeric(value);
    if (limit !== undefined) {
      const figure = numeric(figures.get(name) ?? null);
      if (figure === undefined) {
        return new CelError(
          `the plan does not know ${String(name)}, which the mandate limits`,
        );
      }
      within = within && figure <= limit;
    }
  }
  return within;
}

function figuresOf(plan: RuntimeValue) {
  const own = mapEntries(plan) ?? [];
  const figures = own.find(([key]) => key === 'figures')?.[1];
  return figures === undefined || figures === null
    ? own
    : mapEntries(asValue(figures)) ?? [];
}

function asValue(value: Evaluated): RuntimeValue {
  return value instanceof CelError ? null : value;
}

function numeric(value: Evaluated): number | undefined {
  if (isInt(value)) {
    return Number(value);
  }
  if (value instanceof CelUint) {
    return Number(value.value);
  }
  return value instanceof CelDouble && !Number.isNaN(value.value)
    ? value.value
    : undefined;
}
