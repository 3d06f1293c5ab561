import { formatPath, JsonPath, JsonValue } from '../json';
import { Origin } from '../layer/configurationFile';
import {
  effectiveAt,
  EffectiveNode,
  effectiveValue,
  Overridden,
} from '../merge/effectiveNode';
import { EffectiveConfiguration } from '../merge/mergeLayers';

/**
 * Where a value comes from: who set or removed it where, and what that overrode, the latest first.
 *
 * @public
 */
export type Explanation = { readonly path: string } & (
  | {
      readonly state: 'set';
      readonly value: JsonValue;
      readonly origin: Origin;
      readonly overrode: readonly Overridden[];
    }
  | {
      readonly state: 'removed';
      readonly origin: Origin;
      readonly overrode: readonly Overridden[];
    }
  | { readonly state: 'absent' }
);

/**
 * Explains the value at a path.
 *
 * @public
 */
export function explain(
  configuration: EffectiveConfiguration,
  path: JsonPath,
): Explanation {
  const formatted = formatPath(path);
  const node = effectiveAt(configuration.root, path);
  if (node) {
    return explanationOf(node, formatted);
  }
  const removed = configuration.removed.find(
    removal => formatPath(removal.path) === formatted,
  );
  return removed
    ? {
        path: formatted,
        state: 'removed',
        origin: removed.origin,
        overrode: removed.overrode,
      }
    : { path: formatted, state: 'absent' };
}

/**
 * Explains every single value, in the order of the configuration, and then what was removed.
 *
 * @public
 */
export function explainAll(
  configuration: EffectiveConfiguration,
): readonly Explanation[] {
  const explanations: Explanation[] = [];
  visit(configuration.root, []);
  return [
    ...explanations,
    ...configuration.removed.map(({ path }) => explain(configuration, path)),
  ];

  function visit(node: EffectiveNode, path: JsonPath): void {
    if (node.kind === 'map' && node.entries.size > 0) {
      node.entries.forEach((entry, key) => visit(entry, [...path, key]));
    } else if (node.kind === 'list' && node.items.length > 0) {
      node.items.forEach((item, index) => visit(item, [...path, index]));
    } else if (path.length > 0) {
      explanations.push(explanationOf(node, formatPath(path)));
    }
  }
}

function explanationOf(node: EffectiveNode, path: string): Explanation {
  const { origin, overrode } = node;
  return { path, state: 'set', value: effectiveValue(node), origin, overrode };
}
