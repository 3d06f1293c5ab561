import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type Target,
} from '@mandate/plugin-mandate-common';
import type { ChangeKind, ObserveContext } from '@mandate/plugin-mandate-node';
import { entityLabel } from '../domain/entityLabel';
import { otherCandidatesWords } from '../targets/chooseWorkload';
import { detectOwner, otherToolWords } from '../targets/detectOwner';
import { ownerMarks } from '../targets/ownerMarks';
import { readWorkload } from './targetWorkload';

/**
 * Plans only on a workload that is the target's own. One that another entity or environment has marked as its own is
 * decided by that one's mandates, whatever the target's names lead to; nothing of it is shown either.
 */
export function onOwnWorkload<Input>(
  plan: ChangeKind<Input>['plan'],
  /** Field managers whose part of the workload the input takes over. */
  takesOver: (input: NoInfer<Input>) => readonly string[] = () => [],
): ChangeKind<Input>['plan'] {
  return async (context, input) => {
    const live = await readWorkload(context);
    const words = live
      ? otherOwnerWords(live, context.target) ??
        toolWords(live, takesOver(input))
      : await candidatesWords(context);
    return words ? { type: 'impossible', words } : plan(context, input);
  };
}

/** The field managers that an input says it takes the workload over from. */
export function takenOver(input: {
  readonly takeOverFrom: readonly string[];
}): readonly string[] {
  return input.takeOverFrom;
}

/** Said when the workload is not there and others carry the target's labels: one more beside them is not what is meant. */
async function candidatesWords({
  clusters,
  target,
}: ObserveContext): Promise<string | undefined> {
  const { cluster, namespace, labelSelector } = target;
  if (labelSelector === undefined) {
    return undefined;
  }
  const lists = await Promise.all(
    ['Deployment', 'StatefulSet'].map(kind =>
      clusters.list(cluster, {
        apiVersion: 'apps/v1',
        kind,
        namespace,
        labelSelector,
      }),
    ),
  );
  const candidates = lists.flat().map(({ kind, metadata }) => ({
    kind,
    name: metadata.name,
    labels: metadata.labels ?? {},
  }));
  return otherCandidatesWords(target, candidates);
}

/** Said of an object that another tool manages: what we change there, it changes back. */
export function toolWords(
  live: ClusterObject,
  takeOverFrom: readonly string[] = [],
): string | undefined {
  const owner = detectOwner(ownerMarks(live), takeOverFrom);
  return (
    owner && otherToolWords(`The ${live.kind} '${live.metadata.name}'`, owner)
  );
}

/** Whose the object is, when its labels say that it is not the target's. An object without labels is nobody's yet. */
export function otherOwnerWords(
  { kind, metadata }: ClusterObject,
  target: Target,
): string | undefined {
  const entity = metadata.labels?.[ENTITY_LABEL];
  const environment = metadata.labels?.[ENVIRONMENT_LABEL];
  const own = entityLabel(target.entityRef);
  if (
    (entity ?? own) === own &&
    (environment ?? target.environment) === target.environment
  ) {
    return undefined;
  }
  const owner = [
    entity && `the entity '${entity}'`,
    environment && `the environment '${environment}'`,
  ]
    .filter(Boolean)
    .join(' in ');
  return `The ${kind} '${metadata.name}' in namespace '${target.namespace}' belongs to ${owner}, so it cannot be changed as ${target.entityRef} in ${target.environment}. Propose the change there, or correct the names; if it has changed hands, take the labels ${ENTITY_LABEL} and ${ENVIRONMENT_LABEL} off it.`;
}
