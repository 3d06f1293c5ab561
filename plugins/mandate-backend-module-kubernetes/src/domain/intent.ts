import {
  type ClusterObject,
  RUN_ANNOTATION,
} from '@mandate/plugin-mandate-common';
import { type Fields, isFields } from '@mandate/plugin-mandate-node';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import { joinedFields, lackingFields } from './selectFields';

/** On cluster objects: the fields that Mandate applied last, as canonical JSON. */
export const INTENT_ANNOTATION = 'mandate.dev/intent';

/** Longer texts, such as files in a ConfigMap, are kept as digests. */
const LONGEST_TEXT = 500;
/** An object's annotations may have 256 KiB together. */
const LONGEST_INTENT = 100_000;
const DIGEST_KEY = '$sha256';

const NOT_INTENDED = [RUN_ANNOTATION, INTENT_ANNOTATION];

/**
 * The object with the note of what is intended: the fields as the server will have them, and what the object carries of
 * an earlier intent. Written in the same request as the fields, so that there is never one without the other. Who
 * changes a field by hand takes its ownership; only the note still knows what was intended. An object whose note would be
 * too long has none: its drift cannot be told.
 */
export function withIntent(
  object: ClusterObject,
  intended: ClusterObject = object,
): ClusterObject {
  const { [INTENT_ANNOTATION]: _old, ...annotations } =
    object.metadata.annotations ?? {};
  const intent =
    canonicalize(
      joinedFields(intentOf(object) ?? {}, shortened(intendedFields(intended))),
    ) ?? '{}';
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations:
        intent.length > LONGEST_INTENT
          ? annotations
          : { ...annotations, [INTENT_ANNOTATION]: intent },
    },
  };
}

/** What Mandate applied last; nothing when it did not, or the note is missing or spoilt. */
export function intentOf(live: ClusterObject): Fields | undefined {
  const text = live.metadata.annotations?.[INTENT_ANNOTATION];
  if (text === undefined) {
    return undefined;
  }
  try {
    const intent: unknown = JSON.parse(text);
    return isFields(intent) ? intent : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The fields with a note of what was intended beyond them: somebody took those over, which a change of other fields does
 * not make right.
 */
export function carryingIntent(
  fields: ClusterObject,
  live: ClusterObject,
): ClusterObject {
  const lost = lackingFields(intentOf(live) ?? {}, shortened(fields));
  return lost === undefined
    ? fields
    : {
        ...fields,
        metadata: {
          ...fields.metadata,
          annotations: {
            ...fields.metadata.annotations,
            [INTENT_ANNOTATION]: canonicalize(lost) ?? '{}',
          },
        },
      };
}

/** Whether an intended value is the digest of a long text. */
export function isDigest(value: unknown): value is Fields {
  return (
    isFields(value) &&
    typeof value[DIGEST_KEY] === 'string' &&
    Object.keys(value).length === 1
  );
}

/** The value as an intent keeps it: long texts by their digest. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > LONGEST_TEXT
      ? { [DIGEST_KEY]: bytesToHex(sha256(utf8ToBytes(value))) }
      : value;
  }
  if (Array.isArray(value)) {
    return value.map(shortened);
  }
  return isFields(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, inner]) => [name, shortened(inner)]),
      )
    : value;
}

function intendedFields(object: ClusterObject): Fields {
  const { apiVersion: _version, kind: _kind, metadata, ...fields } = object;
  const annotations = Object.fromEntries(
    Object.entries(metadata.annotations ?? {}).filter(
      ([name]) => !NOT_INTENDED.includes(name),
    ),
  );
  const { labels = {} } = metadata;
  return {
    ...fields,
    metadata: {
      ...(Object.keys(labels).length > 0 ? { labels } : {}),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
  };
}
