import type { CelEnvironment } from '../library/celEnvironment';
import { RecentlyUsed } from '../recentlyUsed';
import { createEnvironment } from './createEnvironment';
import {
  kubernetesLibraries,
  kubernetesOptions,
  newestKubernetesMinor,
} from './kubernetesLibraries';
import { standardLibraries } from './standardEnvironment';
import { templateLibraries } from './templateLibraries';

/** The name of a dialect of CEL. @public */

export type EnvironmentName =
  | 'standard'
  | 'standard/mixed'
  | `kubernetes/1.${number}`
  | `kubernetes/1.${number}/stored`
  | 'kro/0.9';

/** One environment for each name, so that caches by digest hold. */
const known = new RecentlyUsed<CelEnvironment>(100);

/**
 * A dialect of CEL: `standard` and `standard/mixed` (numbers of different types compare) as cel-go has them, `kubernetes/1.30`
 * for what a new expression may use in that version, the same with `/stored` for one that was stored already (all that the
 * newest known version has), and `kro/0.9`. Versions of Kubernetes newer than 1.36 are read as 1.36. It has no variables:
 * `extendEnvironment` adds them.
 *
 * @public
 */
export function environmentNamed(name: EnvironmentName): CelEnvironment {
  return known.getOrCreate(name, () => make(name));
}

/**
 * Whether a text names a dialect.
 *
 * @public
 */
export function isEnvironmentName(name: string): name is EnvironmentName {
  return /^(?:standard|standard\/mixed|kro\/0\.9|kubernetes\/1\.[1-9]\d{0,2}(?:\/stored)?)$/.test(
    name,
  );
}

function make(name: EnvironmentName): CelEnvironment {
  switch (name) {
    case 'standard':
    case 'standard/mixed':
      return createEnvironment({
        name,
        libraries: standardLibraries,
        options: { mixedNumericComparison: name === 'standard/mixed' },
      });
    case 'kro/0.9':
      return createEnvironment({ name, libraries: templateLibraries });
    default: {
      const minor = minorOf(name);
      return createEnvironment({
        name,
        libraries: kubernetesLibraries(minor),
        options: kubernetesOptions(minor),
      });
    }
  }
}

function minorOf(name: string): number {
  return name.endsWith('/stored')
    ? newestKubernetesMinor
    : Math.min(
        newestKubernetesMinor,
        Number(name.slice('kubernetes/1.'.length)),
      );
}
