import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type Fields,
  listAt,
  numberAt,
  textAt,
} from '@mandate/plugin-mandate-node';

/**
 * How far the cluster is in making an object what it says, in the words of kstatus
 * (github.com/kubernetes-sigs/cli-utils, `pkg/kstatus`): `current` is there, `failed` will not get there by itself.
 *
 * @public
 */
export interface ObjectStatus {
  readonly state: 'in-progress' | 'failed' | 'current' | 'terminating';
  readonly words: string;
}

/** The condition of a type, when it has that status. */
export function condition(
  object: ClusterObject,
  type: string,
  status: 'True' | 'False',
): Fields | undefined {
  return listAt(object, 'status', 'conditions').find(
    candidate => candidate.type === type && candidate.status === status,
  );
}

/** A number in the status; 0 when it is missing. */
export function count(object: ClusterObject, field: string): number {
  return numberAt(object, 'status', field) ?? 0;
}

/** What a condition says, or these words. */
export function messageOf(found: Fields, otherwise: string): string {
  return textAt(found, 'message') || otherwise;
}

/** It is on its way. */
export function inProgress(words: string): ObjectStatus {
  return { state: 'in-progress', words };
}

/** It will not get there by itself. */
export function failed(words: string): ObjectStatus {
  return { state: 'failed', words };
}
