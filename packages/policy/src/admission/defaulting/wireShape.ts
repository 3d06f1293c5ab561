import wireTypes from './generated/wireTypes.json';

/** How the API server's Go types encode a value. */
export type WireShape =
  | { readonly kind: 'scalar'; readonly zero: '' | 0 | false }
  | { readonly kind: 'quantity' | 'any' }
  | { readonly kind: 'pointer' | 'list' | 'map'; readonly of: WireShape }
  | { readonly kind: 'struct'; readonly name: string };

/** A field of a Go struct. */
export interface WireField {
  readonly name: string;
  readonly shape: WireShape;
  /** Whether it is left out when it is empty; others appear although nobody set them. */
  readonly vanishes: boolean;
}

const kinds = new Map<string, string>(Object.entries(wireTypes.kinds));
const structs = new Map<string, Record<string, string>>(
  Object.entries(wireTypes.structs),
);
const parsedFields = new Map<string, readonly WireField[]>();

/** The name of a built-in kind's struct; nothing for other kinds. */
export function structOfKind(
  apiVersion: string,
  kind: string,
): string | undefined {
  return kinds.get(`${apiVersion} ${kind}`);
}

/** The fields of a struct. */
export function fieldsOf(struct: string): readonly WireField[] {
  const known = parsedFields.get(struct);
  if (known) {
    return known;
  }
  const fields = Object.entries(structs.get(struct) ?? {}).map(
    ([name, code]) => ({
      name,
      shape: parseShape(code.replace(/\?$/, '')),
      vanishes: code.endsWith('?'),
    }),
  );
  parsedFields.set(struct, fields);
  return fields;
}

function parseShape(code: string): WireShape {
  if (code.startsWith('@')) {
    return { kind: 'struct', name: code.slice(1) };
  }
  if (code.startsWith('*')) {
    return { kind: 'pointer', of: parseShape(code.slice(1)) };
  }
  if (code.startsWith('[]')) {
    return { kind: 'list', of: parseShape(code.slice(2)) };
  }
  if (code.startsWith('{}')) {
    return { kind: 'map', of: parseShape(code.slice(2)) };
  }
  switch (code) {
    case 'boolean':
      return { kind: 'scalar', zero: false };
    case 'number':
    case 'intOrString':
      return { kind: 'scalar', zero: 0 };
    case 'string':
    case 'bytes':
      return { kind: 'scalar', zero: '' };
    case 'quantity':
      return { kind: 'quantity' };
    default:
      return { kind: 'any' };
  }
}
