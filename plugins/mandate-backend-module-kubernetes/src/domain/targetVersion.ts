import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Hexadecimal digits of each object's part: collisions are of no use to anybody, since the API server checks too. */
const PART_LENGTH = 16;

/**
 * One object's part of a target's version: uid and generation, so that status does not count. Kinds without a
 * generation take the resource version; of a namespace only the uid counts.
 */
export function objectVersion(live: ClusterObject | undefined): string {
  if (!live) {
    return hashed('absent');
  }
  const { uid, generation, resourceVersion } = live.metadata;
  const version =
    live.kind === 'Namespace' ? '' : generation ?? `r${resourceVersion}`;
  return hashed(`${uid}/${version}`);
}

/** A target's version: the parts of its objects, in the plan's order. */
export function targetVersion(parts: readonly string[]): string {
  return parts.join('.');
}

/** The part of the object at an index; nothing when the version is not of that many objects. */
export function partOfVersion(
  version: string,
  index: number,
): string | undefined {
  return version.split('.')[index];
}

function hashed(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, PART_LENGTH);
}
