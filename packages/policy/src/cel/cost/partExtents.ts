import type { ConstantExpr } from '../syntax/expression';
import { types } from '../types/celType';
import type { CelType } from '../types/celType';
import { eitherExtent } from './sizes';
import type { Extent } from './sizes';

/** What any of several parts may be as large as; undefined when there is none. */
export function unionOf(
  parts: readonly { readonly extent: Extent }[],
): Extent | undefined {
  return parts.length === 0
    ? undefined
    : parts.map(({ extent }) => extent).reduce(eitherExtent);
}

/** The types of a container's keys or indices, and of its items or values. */
export function partTypes(type: CelType): readonly [CelType, CelType] {
  switch (type.kind) {
    case 'list':
      return [types.int, type.element];
    case 'map':
      return [type.key, type.value];
    default:
      return [types.dyn, types.dyn];
  }
}

/** A literal's size: code points, bytes, or 1. */
export function constantSize({ value }: ConstantExpr): number {
  if (typeof value === 'string') {
    return [...value].length;
  }
  return value instanceof Uint8Array ? value.length : 1;
}
