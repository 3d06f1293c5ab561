import builtIn from './builtInTypes.json';
import type {
  ListMerge,
  StructuralType,
  StructuralTypes,
} from './structuralType';

const kinds = new Map(Object.entries(builtIn.kinds));
const lines = new Map(Object.entries(builtIn.types));
const fieldsByType = new Map<string, ReadonlyMap<string, StructuralType>>();

/**
 * The kinds of a cluster without extensions. `builtInTypes.json` holds a line for each type, with its fields as `name:type`:
 * `s` string, `n` number, `b` boolean, `u` any of them (`=TCP`: its default), `{}T` map, `[]T` atomic list, `[=]T` set,
 * `[a,b]T` list with the keys a and b, `*` anything, else a type's name; `!` before it: atomic.
 */
export const builtInStructure: StructuralTypes = {
  typeOfKind(apiVersion, kind) {
    const name = kinds.get(`${apiVersion} ${kind}`);
    return name === undefined ? undefined : struct(name, false);
  },
};

const scalars = {
  s: 'string',
  n: 'number',
  b: 'boolean',
  u: 'any',
} as const;

/** Fields are read when first asked for: types refer to each other, and to themselves. */
function struct(name: string, atomic: boolean): StructuralType {
  return {
    kind: 'struct',
    atomic,
    field: field => fieldsOf(name).get(field),
  };
}

function fieldsOf(name: string): ReadonlyMap<string, StructuralType> {
  const known = fieldsByType.get(name);
  if (known !== undefined) {
    return known;
  }
  const line = lines.get(name) ?? '';
  const fields = new Map(
    line
      .split(' ')
      .filter(entry => entry !== '')
      .map(entry => {
        const colon = entry.indexOf(':');
        return [entry.slice(0, colon), typeOf(entry.slice(colon + 1))];
      }),
  );
  fieldsByType.set(name, fields);
  return fields;
}

function typeOf(reference: string): StructuralType {
  const atomic = reference.startsWith('!');
  const text = atomic ? reference.slice(1) : reference;
  if (text === '*') {
    return { kind: 'untyped', atomic };
  }
  if (text.startsWith('{}')) {
    return { kind: 'map', atomic, element: typeOf(text.slice(2)) };
  }
  const list = /^\[([^\]]*)\](.+)$/.exec(text);
  if (list !== null) {
    return {
      kind: 'list',
      merge: listMerge(list[1]),
      element: typeOf(list[2]),
    };
  }
  const scalar = /^([snbu])(?:=(.*))?$/.exec(text);
  return scalar === null
    ? struct(text, atomic)
    : scalarType(scalar[1], scalar[2]);
}

function listMerge(keys: string): ListMerge {
  if (keys === '') {
    return { kind: 'atomic' };
  }
  return keys === '='
    ? { kind: 'set' }
    : { kind: 'associative', keys: keys.split(',') };
}

function scalarType(
  letter: string,
  fallback: string | undefined,
): StructuralType {
  const scalar = scalars[letter as keyof typeof scalars]; // safety: the caller's pattern has these letters only
  return fallback === undefined
    ? { kind: 'scalar', scalar }
    : {
        kind: 'scalar',
        scalar,
        fallback: scalar === 'number' ? Number(fallback) : fallback,
      };
}
