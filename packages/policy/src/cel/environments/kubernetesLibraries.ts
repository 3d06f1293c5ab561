import type { EnvironmentOptions } from '../library/celEnvironment';
import {
  authorizerLibrary,
  authorizerSelectorsLibrary,
} from '../library/kubernetes/authorizer/authorizerLibrary';
import {
  celGoTimesLibrary,
  kubernetesOptionalsLibrary,
} from '../library/kubernetes/divergences';
import { formatLibrary } from '../library/kubernetes/format/formatLibrary';
import { listAggregatesLibrary } from '../library/kubernetes/listAggregatesLibrary';
import { cidrLibrary } from '../library/kubernetes/network/cidrLibrary';
import { ipLibrary } from '../library/kubernetes/network/ipLibrary';
import { quantityLibrary } from '../library/kubernetes/quantity/quantityLibrary';
import { regexSearchLibrary } from '../library/kubernetes/regexSearchLibrary';
import { semverLibrary } from '../library/kubernetes/semver/semverLibrary';
import { urlLibrary } from '../library/kubernetes/url/urlLibrary';
import type { Library } from '../library/library';
import { listsLibrary } from '../library/lists/listsLibrary';
import { setsLibrary } from '../library/setsLibrary';
import { standardLibrary } from '../library/standard/standardLibrary';
import { stringsLibrary } from '../library/strings/stringsLibrary';
import { twoVariableLibrary } from '../library/standard/twoVariableLibrary';

/** The minor versions of Kubernetes whose environments are known. */
export const oldestKubernetesMinor = 27;
export const newestKubernetesMinor = 36;

/** A library and the minor versions of Kubernetes that have it, the last one not included. */
interface VersionedLibrary {
  readonly library: Library;
  readonly since: number;
  readonly until?: number;
}

/** As `k8s.io/apiserver/pkg/cel/environment` of Kubernetes 1.36 lists them for new expressions. */
const versionedLibraries: readonly VersionedLibrary[] = [
  { library: standardLibrary, since: 0 },
  { library: celGoTimesLibrary, since: 0 },
  { library: urlLibrary, since: 0 },
  { library: regexSearchLibrary, since: 0 },
  { library: listAggregatesLibrary, since: 0 },
  { library: stringsLibrary(0), since: 0, until: 29 },
  { library: authorizerLibrary, since: 27 },
  { library: kubernetesOptionalsLibrary, since: 28 },
  { library: quantityLibrary, since: 28 },
  { library: stringsLibrary(2), since: 29 },
  { library: setsLibrary, since: 29 },
  { library: ipLibrary, since: 30 },
  { library: cidrLibrary, since: 30 },
  { library: formatLibrary, since: 31 },
  { library: authorizerSelectorsLibrary, since: 31 },
  { library: twoVariableLibrary, since: 32 },
  { library: semverLibrary(1), since: 33 },
  { library: listsLibrary(3), since: 34 },
];

/** The libraries that a new expression may use in Kubernetes 1.`minor`. */
export function kubernetesLibraries(minor: number): readonly Library[] {
  return versionedLibraries
    .filter(({ since, until = Infinity }) => since <= minor && minor < until)
    .map(({ library }) => library);
}

/** How Kubernetes 1.`minor` reads new expressions. */
export function kubernetesOptions(minor: number): EnvironmentOptions {
  return {
    optionalSyntax: minor >= 28,
    backquotedFields: false,
    mixedNumericComparison: minor >= 28,
    mixedAggregateLiterals: false,
    validLiterals: minor >= 29,
    plainWords: false,
    assumedSize: Infinity,
    strictPresenceTests: false,
    earlierCelGo: true,
    costLimit: 1_000_000,
  };
}
