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

/** Whether a type has a parameter somewhere. */
export function hasParameter(type: CelType): boolean {
  switch (type.kind) {
    case 'parameter':
      return true;
    case 'list':
      return hasParameter(type.element);
    case 'map':
      return hasParameter(type.key) || hasParameter(type.value);
    case 'opaque':
      return type.parameters.some(hasParameter);
    case 'type':
      return type.of !== undefined && hasParameter(type.of);
    default:
      return false;
  }
}

/** Types with more parts are checked as `dyn`. */
export const maximumTypeSize = 24;

/** Whether a type has too many parts. Types built from variables can double with each use, so the checker widens them to `dyn`. */
export function isTooLarge(type: CelType): boolean {
  return partsLeft(type, maximumTypeSize) < 0;
}

/** How many more parts a type may have; looks at no more than are allowed. */
function partsLeft(type: CelType, allowed: number): number {
  const left = allowed - 1;
  switch (type.kind) {
    case 'list':
      return left < 0 ? left : partsLeft(type.element, left);
    case 'map': {
      const behindKey = left < 0 ? left : partsLeft(type.key, left);
      return behindKey < 0 ? behindKey : partsLeft(type.value, behindKey);
    }
    case 'opaque':
    case 'type':
      return typeParameters(type).reduce(
        (remaining, part) =>
          remaining < 0 ? remaining : partsLeft(part, remaining),
        left,
      );
    default:
      return left;
  }
}
