import type { CelType } from '../types/celType';
import type { Overload } from './library';

type Evaluate = Overload['evaluate'];
type Rest = Pick<
  Overload,
  | 'nonStrict'
  | 'takesAnyItems'
  | 'metered'
  | 'cost'
  | 'costsAhead'
  | 'estimate'
  | 'patternAt'
>;

/** Declares a signature that is called as `f(a, b)`. @public */
export function overload(
  id: string,
  parameters: readonly CelType[],
  result: CelType,
  evaluate: Evaluate,
  rest: Rest = {},
): Overload {
  return { id, receiver: false, parameters, result, evaluate, ...rest };
}

/** Declares a signature that is called as `a.f(b)`; the first parameter is the receiver. @public */
export function member(
  id: string,
  parameters: readonly CelType[],
  result: CelType,
  evaluate: Evaluate,
  rest: Rest = {},
): Overload {
  return { id, receiver: true, parameters, result, evaluate, ...rest };
}
