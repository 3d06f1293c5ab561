import type { CelType } from './celType';

/**
 * A type as cel-go writes it: `list(int)`, `map(string, dyn)`, `optional_type(T)`, `wrapper(int)`, an object's name.
 * Deep types are cut with `…`, so that a message stays readable.
 *
 * @public
 */
export function formatType(type: CelType): string {
  return formatWithin(type, 6);
}

function formatWithin(type: CelType, depth: number): string {
  if (depth === 0) {
    return '…';
  }
  const inner = (part: CelType) => formatWithin(part, depth - 1);
  switch (type.kind) {
    case 'list':
      return `list(${inner(type.element)})`;
    case 'map':
      return `map(${inner(type.key)}, ${inner(type.value)})`;
    case 'object':
    case 'parameter':
      return type.name;
    case 'opaque':
      return type.parameters.length === 0
        ? type.name
        : `${type.name}(${type.parameters.map(inner).join(', ')})`;
    case 'type':
      return type.of === undefined ? 'type' : `type(${inner(type.of)})`;
    case 'wrapper':
      return `wrapper(${inner(type.of)})`;
    case 'error':
      return '!error!';
    default:
      return type.kind;
  }
}
