import { BinaryReader } from '@bufbuild/protobuf/wire';
import { JsonValue } from '../model/KubernetesObject';
import { readFields } from './readFields';

/** Reads a value that is no object of fields: a scalar, or a message with a JSON form of its own. @returns undefined for none */
export function decodeScalar(
  type: string,
  reader: BinaryReader,
): JsonValue | undefined {
  switch (type) {
    case 'string':
      return reader.string();
    case 'bool':
      return reader.bool();
    case 'integer':
      return Number(reader.int64());
    case 'bytes':
      return Buffer.from(reader.bytes()).toString('base64');
    case 'quantity':
      return strings(reader)[0] ?? '0';
    case 'items':
      return strings(reader);
    case 'intOrString':
      return intOrString(reader);
    case 'time':
      return time(reader)?.replace(/\.\d+Z$/, 'Z');
    case 'microTime':
      return time(reader)?.replace(/Z$/, '000Z');
    case 'json':
      return json(reader);
    default:
      throw new Error(`the type ${type} is not known`);
  }
}

function strings(reader: BinaryReader): string[] {
  const found: string[] = [];
  readFields(reader.bytes(), (number, inner) => {
    if (number === 1) {
      found.push(inner.string());
    }
    return number === 1;
  });
  return found;
}

function intOrString(reader: BinaryReader): JsonValue {
  let isText = false;
  let whole = 0;
  let text = '';
  readFields(reader.bytes(), (number, inner) => {
    if (number === 1) {
      isText = inner.int32() !== 0;
    } else if (number === 2) {
      whole = inner.int32();
    } else if (number === 3) {
      text = inner.string();
    } else {
      return false;
    }
    return true;
  });
  return isText ? text : whole;
}

/** With milliseconds; the zero time, which is written without seconds, is none. */
function time(reader: BinaryReader): string | undefined {
  let seconds: number | undefined;
  let nanos = 0;
  readFields(reader.bytes(), (number, inner) => {
    if (number === 1) {
      seconds = Number(inner.int64());
    } else if (number === 2) {
      nanos = inner.int32();
    } else {
      return false;
    }
    return true;
  });
  return seconds === undefined
    ? undefined
    : new Date(seconds * 1_000 + nanos / 1_000_000).toISOString();
}

function json(reader: BinaryReader): JsonValue | undefined {
  let value: JsonValue | undefined;
  readFields(reader.bytes(), (number, inner) => {
    if (number === 1) {
      value = JSON.parse(Buffer.from(inner.bytes()).toString('utf8'));
    }
    return number === 1;
  });
  return value;
}
