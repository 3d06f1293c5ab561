import { environmentNamed } from '../../cel/environments/environmentNamed';
import type { CelEnvironment } from '../../cel/library/celEnvironment';

/**
 * What expressions may use in a Kubernetes version, such as `1.36` or `v1.36.3`. Versions newer than those known count as the
 * newest known; what is no version counts as the oldest, which has least.
 */
export function kubernetesEnvironment(version: string): CelEnvironment {
  const found = /^v?1\.(\d{1,3})(?!\d)/.exec(version);
  return environmentNamed(`kubernetes/1.${Number(found?.[1] ?? 1)}`);
}
