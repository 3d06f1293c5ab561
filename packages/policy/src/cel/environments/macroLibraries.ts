import type { Library } from '../library/library';
import { bindMacros } from '../library/macros/bindMacros';
import { twoVariableMacros } from '../library/macros/twoVariableMacros';

/** `cel.bind` and `cel.block`. */
export const bindingsLibrary: Library = {
  name: 'bindings',
  macros: bindMacros,
};

/** `all(key, value, …)`, `transformMap` and the others of two variables. */
export const twoVariableLibrary: Library = {
  name: 'two-variable-comprehensions',
  macros: twoVariableMacros,
};
