import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { Template } from './template';

/**
 * Identifies a template's exact content: `sha256:` and 64 hexadecimal digits.
 *
 * @public
 */
export type TemplateDigest = `sha256:${string}`;

/**
 * SHA-256 of the whole document as canonical JSON (RFC 8785). Comments, key order and quoting do not matter; every
 * value does, our annotations included. Approval binds to it and every instance pins it.
 *
 * @public
 */
export function templateDigest(
  template: Pick<Template, 'document'>,
): TemplateDigest {
  const canonical = canonicalize(template.document) ?? '';
  return `sha256:${bytesToHex(sha256(utf8ToBytes(canonical)))}`;
}
