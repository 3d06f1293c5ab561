import { environmentNamed } from '../../cel/environments/environmentNamed';
import {
  newestKubernetesMinor,
  oldestKubernetesMinor,
} from '../../cel/environments/kubernetesLibraries';
import { createEnvironment } from '../../cel/environments/createEnvironment';
import type { CelEnvironment } from '../../cel/library/celEnvironment';

/**
 * What expressions may use in a Kubernetes version, such as `1.36` or `v1.36.3`. Versions before and after those known count as
 * the nearest one known; what is no version as the oldest, which has least.
 */
export function kubernetesEnvironment(version: string): CelEnvironment {
  const found = /^v?1\.(\d{1,3})/.exec(version);
  const minor = Math.min(
    Math.max(Number(found?.[1] ?? 0), oldestKubernetesMinor),
    newestKubernetesMinor,
  );
  const name = `kubernetes/1.${minor}`;
  return environmentNamed(name) ?? createEnvironment({ name });
}
