import {
  type ClusterObject,
  ENTITY_LABEL,
  ENVIRONMENT_LABEL,
  type Target,
} from '@mandate/plugin-mandate-common';
import { listAt } from '@mandate/plugin-mandate-node';
import { entityLabel } from './entityLabel';
import { lastAppliedAt } from './managedFields';

/** Whether an object may be removed because its set does not have it any more. */
export type PruningVerdict =
  | { readonly type: 'yes' }
  | { readonly type: 'no'; readonly words: string };

/** They hold data that nothing brings back. */
const NEVER_PRUNED = ['PersistentVolumeClaim', 'Namespace', 'Secret'];

/**
 * Only what Mandate itself made for this target is removed: applied by it, with its labels, and owned by no other
 * object. A label alone is no proof, since anybody can copy a manifest.
 */
export function mayBePruned(
  live: ClusterObject,
  target: Target,
): PruningVerdict {
  const { kind, metadata } = live;
  const name = `${kind} ${metadata.name}`;
  if (NEVER_PRUNED.includes(kind)) {
    return { type: 'no', words: `${name} stays, because it holds data` };
  }
  if (
    metadata.labels?.[ENTITY_LABEL] !== entityLabel(target.entityRef) ||
    metadata.labels?.[ENVIRONMENT_LABEL] !== target.environment
  ) {
    return {
      type: 'no',
      words: `${name} stays, because it is not this target's`,
    };
  }
  if (lastAppliedAt(live) === undefined) {
    return {
      type: 'no',
      words: `${name} stays, because Mandate did not make it`,
    };
  }
  return listAt(live, 'metadata', 'ownerReferences').length > 0
    ? { type: 'no', words: `${name} stays, because another object owns it` }
    : { type: 'yes' };
}

/** Why a plan that would remove so much is none. */
export function tooManyPrunedWords(count: number, most: number): string {
  return `This would remove ${count} objects that are no longer part of it, more than the ${most} that one change may remove (mandate.kubernetes.mostPruned). Check that the template or the manifests are complete; if they are, remove objects in several changes.`;
}
