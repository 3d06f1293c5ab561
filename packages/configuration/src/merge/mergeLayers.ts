import { formatPath, JsonObject, JsonPath } from '../json';
import { Origin } from '../layer/configurationFile';
import { LocatedNode, plainValue } from '../layer/locatedNode';
import { ConfigurationLayer } from '../layer/readLayer';
import { ConfigurationProblem } from '../problem';
import {
  childSchema,
  ListStrategy,
  listStrategy,
} from '../schema/configurationSchema';
import {
  EffectiveNode,
  effectiveValue,
  Overridden,
  Removed,
} from './effectiveNode';

/**
 * The merged configuration.
 *
 * @public
 */
export interface EffectiveConfiguration {
  readonly root: EffectiveNode;
  readonly removed: readonly Removed[];
  /** What could not be merged as it was meant. The later level won. */
  readonly problems: readonly ConfigurationProblem[];
}

const NOWHERE: Origin = {
  level: 'global',
  file: '',
  line: 1,
  column: 1,
  commit: '',
  author: '',
};

class Merger {
  readonly problems: ConfigurationProblem[] = [];
  private readonly removals = new Map<string, Removed>();

  constructor(private readonly rootSchema: JsonObject) {}

  get removed(): readonly Removed[] {
    return [...this.removals.values()];
  }

  merge(
    before: EffectiveNode | undefined,
    node: LocatedNode,
    schema: JsonObject | undefined,
    path: JsonPath,
  ): EffectiveNode {
    if (before?.kind === 'map' && node.kind === 'map') {
      return this.mergeMaps(before, node, schema, path);
    }
    if (before?.kind === 'list' && node.kind === 'list') {
      return this.mergeLists(before, node, schema, path);
    }
    if (before && isContainer(before) !== isContainer(node)) {
      this.problems.push({
        code: 'kind-changed',
        message: `This is a ${node.kind}, but ${before.origin.file}:${before.origin.line} set a ${before.kind}. Remove that first, or keep its form.`,
        path: formatPath(path),
        origin: node.origin,
      });
    }
    return withHistory(this.fresh(node, schema, path), before);
  }

  private mergeMaps(
    before: EffectiveNode & { kind: 'map' },
    node: LocatedNode & { kind: 'map' },
    schema: JsonObject | undefined,
    path: JsonPath,
  ): EffectiveNode {
    const entries = new Map(before.entries);
    for (const [key, entry] of node.entries) {
      const entryPath = [...path, key];
      const known = entries.get(key);
      if (entry.kind === 'removal') {
        this.remove(known, entry.origin, entryPath);
        entries.delete(key);
      } else {
        this.restore(entryPath);
        entries.set(
          key,
          this.merge(
            known,
            entry,
            childSchema(this.rootSchema, schema, key),
            entryPath,
          ),
        );
      }
    }
    return { ...before, entries };
  }

  private mergeLists(
    before: EffectiveNode & { kind: 'list' },
    node: LocatedNode & { kind: 'list' },
    schema: JsonObject | undefined,
    path: JsonPath,
  ): EffectiveNode {
    const strategy = listStrategy(schema);
    if (strategy.type === 'replace') {
      return withHistory(this.fresh(node, schema, path), before);
    }
    const items = [...before.items];
    for (const located of node.items) {
      const removes = located.kind === 'removal';
      const item = removes ? located.of : located;
      const itemSchema = childSchema(this.rootSchema, schema, 0);
      const id = item && identityOf(item, strategy);
      if (!item || id === undefined) {
        this.problems.push({
          code: 'missing-key',
          message:
            strategy.type === 'set'
              ? 'A list of this kind is put together from all levels; only one with a key can lose an item.'
              : `Items of this list are told apart by "${strategy.key}", which is missing here.`,
          path: formatPath(path),
          origin: located.origin,
        });
        continue;
      }
      const index = items.findIndex(
        known => effectiveIdentity(known, strategy) === id,
      );
      const itemPath = [...path, id];
      if (removes) {
        this.remove(items[index], located.origin, itemPath);
        if (index >= 0) {
          items.splice(index, 1);
        }
      } else if (index >= 0) {
        items[index] = this.merge(items[index], item, itemSchema, itemPath);
      } else {
        items.push(this.fresh(item, itemSchema, itemPath));
      }
    }
    return { ...before, items };
  }

  /** A node that nothing is below; removals in it remove nothing. */
  private fresh(
    node: LocatedNode,
    schema: JsonObject | undefined,
    path: JsonPath,
  ): EffectiveNode {
    const { origin } = node;
    switch (node.kind) {
      case 'map':
        return this.mergeMaps(
          { kind: 'map', entries: new Map(), origin, overrode: [] },
          node,
          schema,
          path,
        );
      case 'list':
        return listStrategy(schema).type === 'replace'
          ? {
              kind: 'list',
              items: node.items.flatMap((item, index) =>
                this.freshItem(item, schema, [...path, index]),
              ),
              origin,
              overrode: [],
            }
          : this.mergeLists(
              { kind: 'list', items: [], origin, overrode: [] },
              node,
              schema,
              path,
            );
      case 'value':
        return { kind: 'value', value: node.value, origin, overrode: [] };
      default:
        return { kind: 'value', value: null, origin, overrode: [] };
    }
  }

  private freshItem(
    item: LocatedNode,
    schema: JsonObject | undefined,
    path: JsonPath,
  ): readonly EffectiveNode[] {
    if (item.kind === 'removal') {
      this.remove(undefined, item.origin, path);
      return [];
    }
    return [this.fresh(item, childSchema(this.rootSchema, schema, 0), path)];
  }

  /** A later level may set again what one before took away. */
  private restore(path: JsonPath): void {
    if (this.removals.size > 0) {
      this.removals.delete(formatPath(path));
    }
  }

  private remove(
    before: EffectiveNode | undefined,
    origin: Origin,
    path: JsonPath,
  ): void {
    const formatted = formatPath(path);
    if (!before) {
      this.problems.push({
        code: 'removes-nothing',
        message: `No level before sets ${formatted}, so that nothing is removed. Take the line out.`,
        path: formatted,
        origin,
      });
      return;
    }
    this.removals.set(formatted, { path, origin, overrode: history(before) });
  }
}

/**
 * Merges layers, the winning one last: maps entry by entry; lists by key or as sets where the schema says so, else the
 * later one replaces the earlier; any other value is replaced. `!remove` takes away.
 *
 * @public
 */
export function mergeLayers(
  layers: readonly ConfigurationLayer[],
  schema: JsonObject,
): EffectiveConfiguration {
  const merger = new Merger(schema);
  let root: EffectiveNode = {
    kind: 'map',
    entries: new Map(),
    origin: layers[0]?.root.origin ?? NOWHERE,
    overrode: [],
  };
  for (const layer of layers) {
    root = merger.merge(root, layer.root, schema, []);
  }
  return { root, removed: merger.removed, problems: merger.problems };
}

function isContainer(node: { readonly kind: string }): string | undefined {
  return node.kind === 'map' || node.kind === 'list' ? node.kind : undefined;
}

function withHistory(
  node: EffectiveNode,
  before: EffectiveNode | undefined,
): EffectiveNode {
  return before ? { ...node, overrode: history(before) } : node;
}

function history(node: EffectiveNode): readonly Overridden[] {
  return [
    { value: effectiveValue(node), origin: node.origin },
    ...node.overrode,
  ];
}

/** What tells items of a list apart; nothing when the key is missing. */
function identityOf(
  item: LocatedNode,
  strategy: ListStrategy,
): string | undefined {
  if (strategy.type !== 'by-key') {
    return JSON.stringify(plainValue(item));
  }
  const value =
    item.kind === 'map' ? item.entries.get(strategy.key) : undefined;
  return value?.kind === 'value' && value.value !== null
    ? String(value.value)
    : undefined;
}

function effectiveIdentity(
  item: EffectiveNode,
  strategy: ListStrategy,
): string | undefined {
  if (strategy.type !== 'by-key') {
    return JSON.stringify(effectiveValue(item));
  }
  const value =
    item.kind === 'map' ? item.entries.get(strategy.key) : undefined;
  return value?.kind === 'value' ? String(value.value) : undefined;
}
