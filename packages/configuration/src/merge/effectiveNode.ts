import { JsonPath, JsonValue } from '../json';
import { Origin } from '../layer/configurationFile';

/**
 * A value that another level set over.
 *
 * @public
 */
export interface Overridden {
  readonly value: JsonValue;
  readonly origin: Origin;
}

/**
 * The merged configuration, each part with where it was set and what that overrode, the latest first.
 *
 * @public
 */
export type EffectiveNode = {
  readonly origin: Origin;
  readonly overrode: readonly Overridden[];
} & (
  | {
      readonly kind: 'map';
      readonly entries: ReadonlyMap<string, EffectiveNode>;
    }
  | { readonly kind: 'list'; readonly items: readonly EffectiveNode[] }
  | {
      readonly kind: 'value';
      readonly value: null | boolean | number | string;
    }
);

/**
 * Something that a level took away.
 *
 * @public
 */
export interface Removed {
  readonly path: JsonPath;
  readonly origin: Origin;
  readonly overrode: readonly Overridden[];
}

/**
 * The merged configuration as plain JSON.
 *
 * @public
 */
export function effectiveValue(node: EffectiveNode): JsonValue {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(
        [...node.entries].map(([key, entry]) => [key, effectiveValue(entry)]),
      );
    case 'list':
      return node.items.map(effectiveValue);
    default:
      return node.value;
  }
}

/** The node at a path, or nothing. */
export function effectiveAt(
  node: EffectiveNode,
  path: JsonPath,
): EffectiveNode | undefined {
  let current: EffectiveNode | undefined = node;
  for (const step of path) {
    if (current?.kind === 'map') {
      current = current.entries.get(String(step));
    } else if (current?.kind === 'list') {
      current = current.items[Number(step)];
    } else {
      return undefined;
    }
  }
  return current;
}
