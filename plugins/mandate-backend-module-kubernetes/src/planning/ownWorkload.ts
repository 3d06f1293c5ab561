import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type Target,
} from '@mandate/plugin-mandate-common';
import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { entityLabel } from '../domain/entityLabel';
import { readWorkload } from './targetWorkload';

/**
 * Plans only on a workload that is the target's own. One that another entity or environment has marked as its own is
 * decided by that one's mandates, whatever the target's names lead to; nothing of it is shown either.
 */
export function onOwnWorkload<Input>(
  plan: ChangeKind<Input>['plan'],
): ChangeKind<Input>['plan'] {
  return async (context, input) => {
    const live = await readWorkload(context);
    const words = live && otherOwnerWords(live, context.target);
    return words ? { type: 'impossible', words } : plan(context, input);
  };
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
