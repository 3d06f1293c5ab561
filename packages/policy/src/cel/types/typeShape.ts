import type { CelType } from './celType';

/** The types that a type is made of. */
export function typeParameters(type: CelType): readonly CelType[] {
  switch (type.kind) {
    case 'list':
      return [type.element];
    case 'map':
      return [type.key, type.value];
    case 'opaque':
      return type.parameters;
    case 'type':
      return type.of === undefined ? [] : [type.of];
    default:
      return [];
  }
}

/** A type with each of its parts replaced; the same object when no part changed. */
export function mapTypeParameters(
  type: CelType,
  replace: (part: CelType) => CelType,
): CelType {
  switch (type.kind) {
    case 'list': {
      const element = replace(type.element);
      return element === type.element ? type : { kind: 'list', element };
    }
    case 'map': {
      const key = replace(type.key);
      const value = replace(type.value);
      return key === type.key && value === type.value
        ? type
        : { kind: 'map', key, value };
    }
    case 'opaque': {
      const parameters = type.parameters.map(replace);
      return parameters.every((part, index) => part === type.parameters[index])
        ? type
        : { ...type, parameters };
    }
    case 'type': {
      const of = type.of && replace(type.of);
      return of === type.of ? type : { kind: 'type', of };
    }
    default:
      return type;
  }
}

/** Whether two types are the same; a wrapper is the same as what it wraps, as in cel-go. */
export function sameType(left: CelType, right: CelType): boolean {
  const a = unwrapped(left);
  const b = unwrapped(right);
  if (a === b) {
    return true;
  }
  if (a.kind !== b.kind || typeName(a) !== typeName(b)) {
    return false;
  }
  const parts = typeParameters(a);
  const others = typeParameters(b);
  return (
    parts.length === others.length &&
    parts.every((part, index) => sameType(part, others[index]))
  );
}

/** What a wrapper wraps; other types as they are. */
export function unwrapped(type: CelType): CelType {
  return type.kind === 'wrapper' ? type.of : type;
}

/** The name that tells types of one kind apart, when they have one. */
export function typeName(type: CelType): string | undefined {
  return type.kind === 'object' ||
    type.kind === 'opaque' ||
    type.kind === 'parameter'
    ? type.name
    : undefined;
}

/** `T` of `optional_type(T)`, undefined for other types. */
export function optionalOf(type: CelType): CelType | undefined {
  return type.kind === 'opaque' && type.name === 'optional_type'
    ? type.parameters[0]
    : undefined;
}

const sizes = new WeakMap<CelType, number>();

/**
 * How many parts a type has. Types built from variables can double with each use, so the checker widens those above
 * `maximumTypeSize` to `dyn`.
 */
export function typeSize(type: CelType): number {
  const parts = typeParameters(type);
  if (parts.length === 0) {
    return 1;
  }
  const known = sizes.get(type);
  if (known !== undefined) {
    return known;
  }
  const size = parts.reduce((sum, part) => sum + typeSize(part), 1);
  sizes.set(type, size);
  return size;
}

const ground = new WeakMap<CelType, boolean>();

/** Whether a type has a parameter somewhere. */
export function hasParameter(type: CelType): boolean {
  if (type.kind === 'parameter') {
    return true;
  }
  const parts = typeParameters(type);
  if (parts.length === 0) {
    return false;
  }
  const known = ground.get(type);
  if (known !== undefined) {
    return !known;
  }
  const found = parts.some(hasParameter);
  ground.set(type, !found);
  return found;
}

/** Types with more parts are checked as `dyn`. */
export const maximumTypeSize = 24;
