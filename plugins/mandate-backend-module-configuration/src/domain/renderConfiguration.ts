import {
  isSecretReference,
  type JsonObject,
  type JsonValue,
  type SecretReference,
  visitWithSchema,
} from '@mandate/configuration';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { stringify } from 'yaml';

/** What a configuration comes to in the cluster. */
export interface RenderedConfiguration {
  /** The whole, in YAML; references to secrets stay references. */
  readonly text: string;
  /** SHA-256 of the text, in hexadecimal digits. */
  readonly digest: string;
  /** Values whose schema has `x-env: NAME`. */
  readonly variables: Readonly<Record<string, string>>;
  /** The same for references to secrets: the cluster puts the value in when a pod starts, and nothing else sees it. */
  readonly secretVariables: Readonly<
    Record<string, SecretReference['secretRef']>
  >;
}

/** Renders an effective configuration; the same values come to the same text, whatever their order. */
export function renderConfiguration(
  value: JsonValue,
  schema: JsonObject,
): RenderedConfiguration {
  const variables: Record<string, string> = {};
  const secretVariables: Record<string, SecretReference['secretRef']> = {};
  visitWithSchema(schema, value, (current, { 'x-env': name }) => {
    if (typeof name !== 'string' || current === null) {
      return;
    }
    if (isSecretReference(current)) {
      secretVariables[name] = current.secretRef;
    } else if (typeof current !== 'object') {
      variables[name] = String(current);
    }
  });
  const text = stringify(value, { sortMapEntries: true, lineWidth: 0 });
  return { text, digest: textDigest(text), variables, secretVariables };
}

/** SHA-256 of a text, in hexadecimal digits. */
export function textDigest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}
