import { fieldsAt, listAt, numberAt } from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  type ObserveContext,
} from '@mandate/plugin-mandate-node';

/** On a revision: the change whose undo took it out of use. A later change that uses it again has another id. */
export const UNDONE_ANNOTATION = 'mandate.dev/undone';

const REVISION_ANNOTATION = 'deployment.kubernetes.io/revision';

/** A pod template that a workload had, with the annotations it had at the time. */
export interface TemplateRevision {
  readonly revision: number;
  readonly template: Readonly<Record<string, unknown>>;
  /** The ReplicaSet or ControllerRevision that keeps it. */
  readonly keeper: ClusterObject;
}

/** What the cluster kept of a workload's earlier pod templates, newest first. */
export async function templateRevisions(
  context: ObserveContext,
  workload: ClusterObject,
): Promise<readonly TemplateRevision[]> {
  const { clusters, target } = context;
  const isDeployment = workload.kind === 'Deployment';
  const keepers = await clusters
    .list(target.cluster, {
      apiVersion: 'apps/v1',
      kind: isDeployment ? 'ReplicaSet' : 'ControllerRevision',
      namespace: target.namespace,
      labelSelector: selectorOf(workload),
    })
    .catch(noneWhenUnknown);
  return keepers
    .filter(keeper =>
      listAt(keeper, 'metadata', 'ownerReferences').some(
        owner => owner.uid === workload.metadata.uid,
      ),
    )
    .map(keeper => (isDeployment ? ofReplicaSet(keeper) : ofRevision(keeper)))
    .sort((left, right) => right.revision - left.revision);
}

/** A small cluster may keep no revisions of StatefulSets: then there is no history, which is no error. */
function noneWhenUnknown(error: unknown): readonly ClusterObject[] {
  if (error instanceof ClusterRefusedError && error.status === 404) {
    return [];
  }
  throw error;
}

/** The workload's pod selector as a query takes it. */
export function selectorOf(workload: ClusterObject): string {
  return Object.entries(fieldsAt(workload, 'spec', 'selector', 'matchLabels'))
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}

function ofReplicaSet(keeper: ClusterObject): TemplateRevision {
  return {
    revision: Number(keeper.metadata.annotations?.[REVISION_ANNOTATION] ?? 0),
    template: withoutHash(fieldsAt(keeper, 'spec', 'template')),
    keeper,
  };
}

function ofRevision(keeper: ClusterObject): TemplateRevision {
  const { $patch: _patch, ...template } = fieldsAt(
    keeper,
    'data',
    'spec',
    'template',
  );
  return { revision: numberAt(keeper, 'revision') ?? 0, template, keeper };
}

/** The controller adds the hash label; the workload itself does not have it. */
function withoutHash(
  template: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const metadata = fieldsAt(template, 'metadata');
  const { 'pod-template-hash': _hash, ...labels } = fieldsAt(
    metadata,
    'labels',
  );
  const { creationTimestamp: _time, ...kept } = metadata;
  return { ...template, metadata: { ...kept, labels } };
}
