import { encodersLibrary } from '../library/encodersLibrary';
import { listAggregatesLibrary } from '../library/kubernetes/listAggregatesLibrary';
import { cidrLibrary } from '../library/kubernetes/network/cidrLibrary';
import { ipLibrary } from '../library/kubernetes/network/ipLibrary';
import { quantityLibrary } from '../library/kubernetes/quantity/quantityLibrary';
import { regexSearchLibrary } from '../library/kubernetes/regexSearchLibrary';
import { semverLibrary } from '../library/kubernetes/semver/semverLibrary';
import { urlLibrary } from '../library/kubernetes/url/urlLibrary';
import { hashLibrary } from '../library/kro/hashLibrary';
import { jsonLibrary } from '../library/kro/jsonLibrary';
import { listEditsLibrary } from '../library/kro/listEditsLibrary';
import { mapsLibrary } from '../library/kro/mapsLibrary';
import { randomLibrary } from '../library/kro/randomLibrary';
import type { Library } from '../library/library';
import { listsLibrary } from '../library/lists/listsLibrary';
import { optionalsLibrary } from '../library/standard/optionalsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { stringsLibrary } from '../library/strings/stringsLibrary';
import { bindingsLibrary } from '../library/standard/bindingsLibrary';
import { twoVariableLibrary } from '../library/standard/twoVariableLibrary';

/** What kro 0.9 gives its expressions, but for what is gated off there (`omit`, conditions). */
export const templateLibraries: readonly Library[] = [
  standardLibrary,
  twoVariableLibrary,
  listsLibrary(4),
  stringsLibrary(5),
  bindingsLibrary,
  optionalsLibrary,
  encodersLibrary(1),
  listAggregatesLibrary,
  urlLibrary,
  regexSearchLibrary,
  quantityLibrary,
  ipLibrary,
  cidrLibrary,
  semverLibrary(0),
  randomLibrary,
  mapsLibrary,
  jsonLibrary,
  hashLibrary,
  listEditsLibrary,
];
