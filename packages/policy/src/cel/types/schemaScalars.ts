import { types } from './celType';
import type { CelType } from './celType';
import type { SchemaNode } from './schemaNode';
import type { ValueBounds } from './typeProvider';

/** The type of a schema that is neither object nor array; `dyn` when it says too little. */
export function scalarType(node: SchemaNode): CelType {
  const values = allowedValues(node);
  const named = (
    Array.isArray(node.type) ? node.type : [node.type ?? typeOfAll(values)]
  ).filter(type => type !== 'null' && type !== undefined);
  if (named.length !== 1) {
    return node.type === 'null' ? types.null : types.dyn;
  }
  switch (named[0]) {
    case 'boolean':
      return types.bool;
    case 'integer':
      return types.int;
    case 'number':
      return types.double;
    case 'string':
      return stringType(node);
    default:
      return types.dyn;
  }
}

/** What a schema says about sizes and allowed strings. */
export function boundsOf(node: SchemaNode): ValueBounds {
  const strings = allowedValues(node)?.filter(value => value !== null);
  const oneOf = strings?.every(value => typeof value === 'string')
    ? strings
    : undefined;
  const maximumSize =
    node.maxLength ??
    node.maxItems ??
    node.maxProperties ??
    (oneOf && Math.max(0, ...oneOf.map(text => [...text].length)));
  return {
    ...(oneOf ? { oneOf } : {}),
    ...(maximumSize === undefined ? {} : { maximumSize }),
  };
}

function stringType({ format, contentEncoding }: SchemaNode): CelType {
  if (contentEncoding === 'base64') {
    return types.bytes;
  }
  switch (format) {
    case 'byte':
      return types.bytes;
    case 'date':
    case 'date-time':
      return types.timestamp;
    case 'duration':
      return types.duration;
    case 'int-or-string':
      return types.dyn;
    default:
      return types.string;
  }
}

function allowedValues(node: SchemaNode): readonly unknown[] | undefined {
  return node.enum ?? (node.const === undefined ? undefined : [node.const]);
}

/** The JSON type that all values have, when they have one. */
function typeOfAll(values: readonly unknown[] | undefined): string | undefined {
  const kinds = new Set(
    values?.filter(value => value !== null).map(value => typeof value),
  );
  if (kinds.size !== 1) {
    return undefined;
  }
  if (kinds.has('number')) {
    return values?.every(Number.isInteger) ? 'integer' : 'number';
  }
  return [...kinds][0];
}
