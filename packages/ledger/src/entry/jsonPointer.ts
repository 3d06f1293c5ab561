import { isJsonObject, type JsonValue } from './canonicalJson';

/** What a JSON pointer (RFC 6901) points to in a document, or `undefined`. */
export function valueAt(
  document: JsonValue,
  pointer: string,
): JsonValue | undefined {
  const [start, ...tokens] = pointer.split('/');
  if (start !== '') {
    return undefined;
  }
  let value: JsonValue | undefined = document;
  for (const token of tokens) {
    value = memberOf(value, token.replaceAll('~1', '/').replaceAll('~0', '~'));
  }
  return value;
}

/** The pointer to a member, or an element, of what another pointer points to. */
export function pointerTo(parent: string, member: string | number): string {
  const token = String(member).replaceAll('~', '~0').replaceAll('/', '~1');
  return `${parent}/${token}`;
}

function memberOf(
  value: JsonValue | undefined,
  member: string,
): JsonValue | undefined {
  if (isJsonArray(value)) {
    return /^(0|[1-9]\d*)$/.test(member) ? value[Number(member)] : undefined;
  }
  return isJsonObject(value) && Object.hasOwn(value, member)
    ? value[member]
    : undefined;
}

/** Unlike `Array.isArray`, it narrows a read-only array. */
export function isJsonArray(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}
