import type { Library } from '../library';
import { standardMacros } from '../macros/standardMacros';
import { arithmetic } from './arithmetic';
import { comparison } from './comparison';
import { containers } from './containers';
import { conversions } from './conversions';
import { logic } from './logic';
import { strings } from './strings';
import { times } from './times';
import { typeNames } from './typeNames';

/**
 * What every CEL environment has: operators, conversions, times, the standard macros and the types' names. Overload ids are
 * cel-go's.
 *
 * @public
 */
export const standardLibrary: Library = {
  name: 'standard',
  functions: [
    ...logic,
    ...comparison,
    ...arithmetic,
    ...containers,
    ...conversions,
    ...strings,
    ...times,
  ],
  macros: standardMacros,
  constants: typeNames,
};
