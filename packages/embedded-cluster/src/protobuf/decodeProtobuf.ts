import { BinaryReader } from '@bufbuild/protobuf/wire';
import { ApiError, badRequest } from '../api/ApiError';
import { JsonObject, JsonValue } from '../model/KubernetesObject';
import { decodeScalar } from './decodeScalar';
import { MESSAGE_TABLE, MessageField } from './messages';
import { readFields } from './readFields';

/** What a body in Kubernetes' protobuf form begins with. */
const MAGIC = Buffer.from('k8s\0');

/**
 * Reads an object in Kubernetes' protobuf form, as kubectl and helm send some, into its JSON form.
 *
 * @throws ApiError 400 when the bytes are no such form, 415 for a kind whose form is not known here
 */
export function decodeProtobuf(body: Buffer): JsonObject {
  if (!body.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw badRequest(
      'the body of the request was in an unknown format - not Kubernetes protobuf',
    );
  }
  try {
    const { apiVersion, kind, raw } = readEnvelope(body.subarray(MAGIC.length));
    return {
      apiVersion,
      kind,
      ...decodeMessage(messageOf(apiVersion, kind), raw),
    };
  } catch (error) {
    throw error instanceof ApiError
      ? error
      : badRequest(
          `the body of the request was in an unknown format - not valid protobuf: ${
            error instanceof Error ? error.message : String(error)
          }`,
        );
  }
}

/** An object's kind and its bytes: the message `runtime.Unknown`. */
function readEnvelope(bytes: Uint8Array) {
  const envelope = { apiVersion: '', kind: '', raw: new Uint8Array() };
  readFields(bytes, (number, reader) => {
    if (number === 1) {
      readFields(reader.bytes(), (part, inner) => {
        const text = inner.string();
        if (part === 1) {
          envelope.apiVersion = text;
        } else if (part === 2) {
          envelope.kind = text;
        }
        return true;
      });
    } else if (number === 2) {
      envelope.raw = reader.bytes();
    } else {
      return false;
    }
    return true;
  });
  return envelope;
}

/** Options of requests are the same in every group; all else belongs to one. */
function messageOf(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['core', apiVersion];
  const { kinds } = MESSAGE_TABLE;
  const id = Object.hasOwn(kinds, kind) ? kinds[kind] : '';
  const isKnown =
    id.startsWith('meta/') ||
    id === `${group.split('.')[0]}/${version}.${kind}`;
  if (!isKnown) {
    throw new ApiError(
      415,
      'UnsupportedMediaType',
      `the embedded cluster does not read ${kind} of ${apiVersion} as protobuf. Send it as JSON or YAML.`,
    );
  }
  return id;
}

function decodeMessage(id: string, bytes: Uint8Array): JsonObject {
  const fields = MESSAGE_TABLE.messages[id];
  const object: JsonObject = {};
  readFields(bytes, (number, reader) => {
    const field = Object.hasOwn(fields, number) ? fields[number] : undefined;
    if (field) {
      addField(object, field, reader);
    }
    return field !== undefined;
  });
  return object;
}

function addField(
  object: JsonObject,
  { name, shape, type, omitEmpty }: MessageField,
  reader: BinaryReader,
): void {
  if (name === undefined) {
    Object.assign(object, decodeMessage(type, reader.bytes()));
    return;
  }
  if (shape === 'map') {
    const entry = readEntry(type, reader.bytes());
    // safety: fields of this shape hold nothing but what is put here
    const map = (object[name] ??= {}) as JsonObject;
    Object.defineProperty(map, entry.key, {
      value: entry.value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
    return;
  }
  const value = decodeValue(type, reader);
  if (value === undefined) {
    return;
  }
  if (shape === 'list') {
    // safety: fields of this shape hold nothing but what is put here
    ((object[name] ??= []) as JsonValue[]).push(value);
  } else if (!omitEmpty || (value !== '' && value !== 0 && value !== false)) {
    object[name] = value;
  }
}

function decodeValue(
  type: string,
  reader: BinaryReader,
): JsonValue | undefined {
  return Object.hasOwn(MESSAGE_TABLE.messages, type)
    ? decodeMessage(type, reader.bytes())
    : decodeScalar(type, reader);
}

/** One entry of a map; what is empty may be left out of it. */
function readEntry(type: string, bytes: Uint8Array) {
  const entry: { key: string; value: JsonValue } = { key: '', value: '' };
  readFields(bytes, (number, reader) => {
    if (number === 1) {
      entry.key = reader.string();
    } else {
      entry.value = decodeValue(type, reader) ?? '';
    }
    return true;
  });
  return entry;
}
