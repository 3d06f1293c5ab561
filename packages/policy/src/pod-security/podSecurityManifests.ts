import {
  type PodSecurityBindingOptions,
  podSecurityBindings,
} from './podSecurityBindings';
import { podSecurityChecks } from './podSecurityChecks';
import { podSecurityPolicy } from './podSecurityPolicy';
import {
  podSecurityVersion,
  podSecurityVersionDefinition,
} from './podSecurityVersion';

/** An object to install. @public */
export interface PodSecurityManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/**
 * Everything to install so that a cluster enforces the Pod Security Standards by these policies, in order: the kind of
 * the parameter has to be established before the parameters are created, and those should be there before a binding.
 *
 * @public
 */
export function podSecurityManifests(
  bindings: readonly PodSecurityBindingOptions[],
): readonly PodSecurityManifest[] {
  const minors = new Set(bindings.map(binding => binding.minor));
  return [
    podSecurityVersionDefinition,
    ...[...minors].map(podSecurityVersion),
    ...podSecurityChecks.map(podSecurityPolicy),
    ...bindings.flatMap(podSecurityBindings),
  ];
}
