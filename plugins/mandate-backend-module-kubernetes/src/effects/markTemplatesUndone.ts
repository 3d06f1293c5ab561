import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { StepContext } from '@mandate/plugin-mandate-node';
import { runMarkOf } from '../domain/runMark';
import { templateRevisions, UNDONE_ANNOTATION } from './templateRevisions';

/**
 * Marks what a failed change leaves in the workload's history, before it is undone, so that a later rollback does not
 * go back to it. Revisions carry the run's annotation, since controllers copy annotations to them.
 */
export async function markTemplatesUndone(
  context: StepContext,
  workload: ClusterObject,
): Promise<void> {
  const { clusters, target, changeId } = context;
  const [newest] = await templateRevisions(context, workload);
  const { keeper } = newest ?? {};
  if (!keeper || runMarkOf(keeper)?.changeId !== changeId) {
    return;
  }
  const { apiVersion, kind, metadata } = keeper;
  const { name, namespace, uid } = metadata;
  const annotations = { [UNDONE_ANNOTATION]: changeId };
  await clusters.apply(
    target.cluster,
    { apiVersion, kind, metadata: { name, namespace, uid, annotations } },
    { force: true },
  );
}
