import type { CelEnvironment } from '../library/celEnvironment';
import { RecentlyUsed } from '../recentlyUsed';
import { createEnvironment } from './createEnvironment';
import {
  kubernetesLibraries,
  kubernetesOptions,
  newestKubernetesMinor,
  oldestKubernetesMinor,
} from './kubernetesLibraries';
import { standardLibraries } from './standardEnvironment';
import { templateLibraries } from './templateLibraries';

/**
 * A dialect of CEL by name: `standard` and `standard/mixed` (numbers of different types compare), `kubernetes/1.27` to
 * `kubernetes/1.36` for what a new expression may use in that version, the same with `/stored` for one that was stored already
 * (all that the newest version knows), and `kro/0.9`. Undefined for other names. It has no variables: `extendEnvironment` adds
 * them.
 *
 * @public
 */
export function environmentNamed(name: string): CelEnvironment | undefined {
  return known.getOrCreate(name, () => make(name));
}

/**
 * The names of all dialects, oldest versions first.
 *
 * @public
 */
export const environmentNames: readonly string[] = [
  'standard',
  'standard/mixed',
  ...kubernetesMinors().flatMap(minor => [
    `kubernetes/1.${minor}`,
    `kubernetes/1.${minor}/stored`,
  ]),
  'kro/0.9',
];

/** One environment for each name, so that caches by digest hold. */
const known = new RecentlyUsed<CelEnvironment | undefined>(100);

function make(name: string): CelEnvironment | undefined {
  if (!environmentNames.includes(name)) {
    return undefined;
  }
  if (name.startsWith('kubernetes/')) {
    const minor = name.endsWith('/stored')
      ? newestKubernetesMinor
      : Number(name.slice('kubernetes/1.'.length));
    return createEnvironment({
      name,
      libraries: kubernetesLibraries(minor),
      options: kubernetesOptions(minor),
    });
  }
  return name === 'kro/0.9'
    ? createEnvironment({
        name,
        libraries: templateLibraries,
        options: { backquotedFields: false },
      })
    : createEnvironment({
        name,
        libraries: standardLibraries,
        options: { mixedNumericComparison: name === 'standard/mixed' },
      });
}

function kubernetesMinors(): readonly number[] {
  return Array.from(
    { length: newestKubernetesMinor - oldestKubernetesMinor + 1 },
    (_, index) => oldestKubernetesMinor + index,
  );
}
