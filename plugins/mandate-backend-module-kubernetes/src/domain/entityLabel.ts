import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Kubernetes' limit for the value of a label. */
const MAX_LABEL_LENGTH = 63;

/** `<namespace>.<name>` of an entity; one that is too long for a label ends in a digest instead. */
export function entityLabel(entityRef: string): string {
  const value = entityRef.replace(/^[^:]*:/, '').replace('/', '.');
  if (value.length <= MAX_LABEL_LENGTH) {
    return value;
  }
  const digest = bytesToHex(sha256(utf8ToBytes(value))).slice(0, 12);
  return `${value.slice(0, MAX_LABEL_LENGTH - digest.length - 1)}-${digest}`;
}
