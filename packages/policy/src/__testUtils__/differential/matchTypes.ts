import type { CelType } from '../../cel/types/celType';
import {
  mapTypeParameters,
  typeName,
  typeParameters,
} from '../../cel/types/typeShape';

/** What the parameters of a pattern must be for it to be the type; undefined when it cannot be. */
export function bindTypes(
  pattern: CelType,
  type: CelType,
  bound: Map<string, CelType> = new Map(),
): ReadonlyMap<string, CelType> | undefined {
  if (pattern.kind === 'parameter') {
    bound.set(pattern.name, type);
    return bound;
  }
  if (pattern.kind !== type.kind || typeName(pattern) !== typeName(type)) {
    return undefined;
  }
  const parts = typeParameters(pattern);
  const others = typeParameters(type);
  return parts.length === others.length &&
    parts.every((part, index) => bindTypes(part, others[index], bound))
    ? bound
    : undefined;
}

/** A type with its parameters chosen; those without a choice stay, and the same parameter is the same everywhere. */
export function instantiated(
  type: CelType,
  choose: (name: string) => CelType | undefined,
): CelType {
  const chosen = new Map<string, CelType>();
  const replace = (part: CelType): CelType => {
    if (part.kind !== 'parameter') {
      return mapTypeParameters(part, replace);
    }
    const choice = chosen.get(part.name) ?? choose(part.name) ?? part;
    chosen.set(part.name, choice);
    return choice;
  };
  return replace(type);
}
