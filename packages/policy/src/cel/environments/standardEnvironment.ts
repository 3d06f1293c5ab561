import { encodersLibrary } from '../library/encodersLibrary';
import type { Library } from '../library/library';
import { listsLibrary } from '../library/lists/listsLibrary';
import { mathLibrary } from '../library/math/mathLibrary';
import { regexLibrary } from '../library/regexLibrary';
import { setsLibrary } from '../library/setsLibrary';
import { optionalsLibrary } from '../library/standard/optionalsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { stringsLibrary } from '../library/strings/stringsLibrary';
import { bindingsLibrary } from '../library/standard/bindingsLibrary';
import { twoVariableLibrary } from '../library/standard/twoVariableLibrary';

/** cel-go's standard library with the newest version of each of its extensions that needs no protocol buffers. */
export const standardLibraries: readonly Library[] = [
  standardLibrary,
  optionalsLibrary,
  stringsLibrary(5),
  mathLibrary,
  listsLibrary(5),
  setsLibrary,
  encodersLibrary(2),
  bindingsLibrary,
  twoVariableLibrary,
  regexLibrary,
];
