import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { fieldsAt } from '@mandate/plugin-mandate-node';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { cleanManifest } from './cleanManifest';

/** Hexadecimal digits of each object's part: collisions are of no use to anybody, since the API server checks too. */
const PART_LENGTH = 16;

/**
 * One object's part of a target's version: uid and generation, so that status does not count. Kinds without a
 * generation, such as autoscalers and quotas, take a digest of what people write in them, because their resource version
 * moves with their status; of a namespace only the uid counts, of a node also whether pods are put on it.
 */
export function objectVersion(live: ClusterObject | undefined): string {
  if (!live) {
    return hashed('absent');
  }
  return hashed(`${live.metadata.uid}/${contentVersion(live)}`);
}

function contentVersion(live: ClusterObject): string {
  const { generation } = live.metadata;
  switch (live.kind) {
    case 'Namespace':
      return '';
    case 'Node':
      return `${fieldsAt(live, 'spec').unschedulable ?? false}`;
    default:
      return generation === undefined
        ? canonicalize(cleanManifest(live)) ?? ''
        : `${generation}`;
  }
}

/** A target's version: the parts of its objects, in the plan's order. */
export function targetVersion(parts: readonly string[]): string {
  return parts.join('.');
}

/**
 * The part of the object at an index; nothing when the version is not of that many objects.
 *
 * @public
 */
export function partOfVersion(
  version: string,
  index: number,
): string | undefined {
  return version.split('.')[index];
}

function hashed(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, PART_LENGTH);
}
