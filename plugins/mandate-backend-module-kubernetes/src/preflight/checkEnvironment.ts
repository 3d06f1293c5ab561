import { type PreflightContext, textAt } from '@mandate/plugin-mandate-node';
import type { PreflightFinding } from './workloadPreflight';

/** The namespace is there and takes new objects, or the plan makes it. That they are permitted, the plan's dry run showed. */
export async function checkEnvironment({
  clusters,
  target,
  plan,
}: PreflightContext): Promise<PreflightFinding> {
  const { cluster, namespace } = target;
  const found = await clusters.read(cluster, {
    apiVersion: 'v1',
    kind: 'Namespace',
    name: namespace,
  });
  if (!found) {
    const isPlanned = plan.objects.some(
      ({ kind, name, action }) =>
        kind === 'Namespace' && name === namespace && action === 'create',
    );
    return isPlanned
      ? { status: 'pass', words: `The change makes namespace '${namespace}'.` }
      : {
          status: 'fail',
          words: `There is no namespace '${namespace}' in cluster '${cluster}'.`,
        };
  }
  return textAt(found, 'status', 'phase') === 'Terminating'
    ? {
        status: 'fail',
        words: `Namespace '${namespace}' is being deleted. Wait until it is gone.`,
      }
    : {
        status: 'pass',
        words: `Namespace '${namespace}' of cluster '${cluster}' takes the change.`,
      };
}
