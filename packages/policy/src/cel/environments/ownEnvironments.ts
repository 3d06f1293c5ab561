import type {
  CelEnvironment,
  VariableDeclaration,
} from '../library/celEnvironment';
import { listAggregatesLibrary } from '../library/kubernetes/listAggregatesLibrary';
import { cidrLibrary } from '../library/kubernetes/network/cidrLibrary';
import { ipLibrary } from '../library/kubernetes/network/ipLibrary';
import { quantityLibrary } from '../library/kubernetes/quantity/quantityLibrary';
import { regexSearchLibrary } from '../library/kubernetes/regexSearchLibrary';
import { semverLibrary } from '../library/kubernetes/semver/semverLibrary';
import { urlLibrary } from '../library/kubernetes/url/urlLibrary';
import type { Library } from '../library/library';
import { planLibrary } from '../library/mandate/planLibrary';
import type { TypeProvider } from '../types/typeProvider';
import { createEnvironment } from './createEnvironment';
import {
  kubernetesLibraries,
  kubernetesOptions,
  newestKubernetesMinor,
} from './kubernetesLibraries';
import { standardLibraries } from './standardEnvironment';

/** The variables an expression reads, and the declared types they refer to. @public */

export interface EnvironmentContent {
  readonly variables: Readonly<Record<string, VariableDeclaration>>;
  readonly types?: TypeProvider;
}

const mandateLibraries: readonly Library[] = [
  ...standardLibraries,
  listAggregatesLibrary,
  regexSearchLibrary,
  quantityLibrary,
  semverLibrary(1),
  ipLibrary,
  cidrLibrary,
  urlLibrary,
  planLibrary,
];

/**
 * The environment of mandates' conditions: all of the standard one, Kubernetes' amounts, versions, addresses and lists, and
 * `plan.within(limits)`. Numbers of different types compare.
 *
 * @public
 */
export function createMandateEnvironment(
  content: EnvironmentContent,
): CelEnvironment {
  return createEnvironment({
    name: 'mandate',
    libraries: mandateLibraries,
    options: { mixedNumericComparison: true, validLiterals: true },
    ...content,
  });
}

/**
 * The environment of compliance rules: what a new admission policy may use in Kubernetes 1.`minor`, so that a rule can be
 * installed as one.
 *
 * @public
 */
export function createRuleEnvironment(
  content: EnvironmentContent,
  minor: number = newestKubernetesMinor,
): CelEnvironment {
  return createEnvironment({
    name: `rule/1.${minor}`,
    libraries: kubernetesLibraries(minor),
    options: kubernetesOptions(minor),
    ...content,
  });
}
