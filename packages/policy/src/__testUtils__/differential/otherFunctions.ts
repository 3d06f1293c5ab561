import type { CelEnvironment } from '../../cel/library/celEnvironment';
import type { FunctionDeclaration, Overload } from '../../cel/library/library';
import { overload } from '../../cel/library/overload';
import { Quantity } from '../../cel/library/kubernetes/quantity/quantity';
import { types } from '../../cel/types/celType';
import { compareValues } from '../../cel/values/compareValues';
import { fromNative } from '../../cel/values/fromNative';
import type { CelInt } from '../../cel/values/intArithmetic';
import { isError } from '../../cel/values/runtimeValue';
import type { Evaluated } from '../../cel/values/runtimeValue';
import { CelDuration } from '../../cel/values/time';
import type { Outcome } from './compareWithOracle';

const smallestInt = -(2n ** 63n);

/** What cel-go's functions do where ours do otherwise, by the overload's id. */
const evaluations: Readonly<Record<string, Overload['evaluate']>> = {
  duration_to_milliseconds: ({ nanoseconds }: CelDuration) =>
    Number(nanoseconds / 1_000_000n),
  // Kubernetes adds the negated number, which the smallest one has not.
  quantity_sub_int: (quantity: Quantity, number: CelInt) =>
    BigInt(number) === smallestInt
      ? quantity.plus(Quantity.ofInt(number))
      : quantity.minus(Quantity.ofInt(number)),
  list_double_sort: (list: readonly unknown[]) => insertionSort(list, list),
  list_double_sortByAssociatedKeys: insertionSort,
};

/** How Go sorts up to 12 items, which tells where those end up that have no order. */
function insertionSort(
  list: readonly unknown[],
  keys: readonly unknown[],
): readonly unknown[] {
  const entries = list.map((item, place) => ({
    item,
    key: fromNative(keys[place]),
  }));
  for (let next = 1; next < entries.length; next += 1) {
    for (let place = next; place > 0; place -= 1) {
      const [before, after] = [entries[place - 1], entries[place]];
      if (!isLess(after.key, before.key)) {
        break;
      }
      entries[place - 1] = after;
      entries[place] = before;
    }
  }
  return entries.map(({ item }) => item);
}

function isLess(left: Evaluated, right: Evaluated): boolean {
  return (
    !isError(left) && !isError(right) && (compareValues(left, right) ?? 0) < 0
  );
}

/** An overload that cel-go has only when running. */
const negation = overload(
  'negate_duration',
  [types.duration],
  types.duration,
  ({ nanoseconds }: CelDuration) => new CelDuration(-nanoseconds),
);

/** An environment in which functions do what cel-go's do. */
export function withFunctionsOf(
  environment: CelEnvironment,
  names: readonly string[],
): CelEnvironment {
  return {
    ...environment,
    libraries: environment.libraries.map(library => ({
      ...library,
      functions: library.functions?.map(declaration =>
        names.includes(declaration.name)
          ? withEvaluations(declaration)
          : declaration,
      ),
    })),
    digest: `${environment.digest} with ${names.join()}`,
  };
}

/** Whether the engines agree; messages are worded otherwise, and failing is failing. */
export function sameOutcome(ours: Outcome, theirs: Outcome): boolean {
  if (ours.phase === 'compile' || theirs.phase === 'compile') {
    return ours.phase === theirs.phase;
  }
  return (
    ours.type === theirs.type &&
    (ours.phase === 'done'
      ? theirs.phase === 'done' && ours.value === theirs.value
      : theirs.phase === 'evaluate')
  );
}

function withEvaluations(
  declaration: FunctionDeclaration,
): FunctionDeclaration {
  const overloads = declaration.overloads.map(signature => ({
    ...signature,
    evaluate: evaluations[signature.id] ?? signature.evaluate,
  }));
  return {
    ...declaration,
    overloads: declaration.name === '-_' ? [...overloads, negation] : overloads,
  };
}
