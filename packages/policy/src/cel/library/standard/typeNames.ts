import type { ConstantDeclaration } from '../library';
import { types } from '../../types/celType';
import { typeValues } from '../../values/typeOf';

/** The types' names as values, such as `int` in `type(x) == int`. */
export const typeNames: readonly ConstantDeclaration[] = Object.values(
  typeValues,
)
  .filter(({ name }) => name !== 'dyn')
  .map(value => ({
    name: value.name,
    type: types.type(value.type),
    value,
  }));
