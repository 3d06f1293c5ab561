import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { MEMBER_KINDS } from './applyOrder';

/** Label on a member: the set it is part of (KEP-3659). */
export const PART_OF_LABEL = 'applyset.kubernetes.io/part-of';
const ID_LABEL = 'applyset.kubernetes.io/id';
const TOOLING_ANNOTATION = 'applyset.kubernetes.io/tooling';
const KINDS_ANNOTATION = 'applyset.kubernetes.io/contains-group-kinds';
/** kubectl leaves sets of other tools alone. */
const TOOLING = 'mandate/v1.0.0';

/** A kind as lists of objects are asked for. */
export interface MemberKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * The name of the ConfigMap that stands for a workload's set of objects, or for the part that a template without a
 * workload of its own adds to it: each part is a set, so that none removes what another brought.
 */
export function applySetName(workload: string, part?: string): string {
  return `mandate-set-${workload}${part === undefined ? '' : `.${part}`}`;
}

/** A set's id, from its parent's name and kind: `base64url(sha256(name.namespace.kind.group))` (KEP-3659). */
export function applySetId(parent: {
  readonly name: string;
  readonly namespace: string;
}): string {
  const digest = sha256(
    utf8ToBytes(`${parent.name}.${parent.namespace}.ConfigMap.`),
  );
  return `applyset-${base64Url(digest)}-v1`;
}

/** The ConfigMap that stands for a set: which kinds to look for its members in. */
export function applySetParent(options: {
  readonly name: string;
  readonly namespace: string;
  readonly kinds: readonly MemberKind[];
}): ClusterObject {
  const { name, namespace, kinds } = options;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name,
      namespace,
      labels: { [ID_LABEL]: applySetId({ name, namespace }) },
      annotations: {
        [TOOLING_ANNOTATION]: TOOLING,
        [KINDS_ANNOTATION]: [...new Set(kinds.map(groupKind))].sort().join(','),
      },
    },
  };
}

/** Whether an object stands for a set. */
export function isSetParent({ metadata }: ClusterObject): boolean {
  return metadata.labels?.[ID_LABEL] !== undefined;
}

/** The object as a member of a set. */
export function asMember(object: ClusterObject, setId: string): ClusterObject {
  const { metadata } = object;
  return {
    ...object,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, [PART_OF_LABEL]: setId },
    },
  };
}

/** The kinds that a live parent says its members are of, of those that Mandate writes. */
export function memberKinds(
  parent: ClusterObject | undefined,
): readonly MemberKind[] {
  const named = (parent?.metadata.annotations?.[KINDS_ANNOTATION] ?? '').split(
    ',',
  );
  return MEMBER_KINDS.map(name => {
    const [apiVersion = '', kind = ''] = name.split(' ');
    return { apiVersion, kind };
  }).filter(kind => named.includes(groupKind(kind)));
}

/** `Deployment.apps`, and `ConfigMap` for the core group. */
function groupKind({ apiVersion, kind }: MemberKind): string {
  const [group, version] = apiVersion.split('/');
  return version === undefined ? kind : `${kind}.${group}`;
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
