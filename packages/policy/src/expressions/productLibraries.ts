import { encodersLibrary } from '../cel/library/encodersLibrary';
import type { Library } from '../cel/library/library';
import { bindMacros } from '../cel/library/macros/bindMacros';
import { twoVariableMacros } from '../cel/library/macros/twoVariableMacros';
import { listsLibrary } from '../cel/library/lists/listsLibrary';
import { mathLibrary } from '../cel/library/math/mathLibrary';
import { regexLibrary } from '../cel/library/regexLibrary';
import { setsLibrary } from '../cel/library/setsLibrary';
import { optionalsLibrary } from '../cel/library/standard/optionalsLibrary';
import { standardLibrary } from '../cel/library/standard/standardLibrary';
import { stringsLibrary } from '../cel/library/strings/stringsLibrary';
import { withinLibrary } from './withinLibrary';

/** What every expression of the product may call, besides what its environment adds. */
export const productLibraries: readonly Library[] = [
  standardLibrary,
  optionalsLibrary,
  stringsLibrary(5),
  mathLibrary,
  listsLibrary(5),
  setsLibrary,
  regexLibrary,
  encodersLibrary(2),
  { name: 'bindings', macros: bindMacros },
  { name: 'two-variable-macros', macros: twoVariableMacros },
  withinLibrary,
];
