import { JsonValue } from '../json';
import { Origin } from './configurationFile';

/** A value of one file with the place where it stands. */
export type LocatedNode =
  | {
      readonly kind: 'map';
      readonly entries: ReadonlyMap<string, LocatedNode>;
      readonly origin: Origin;
    }
  | {
      readonly kind: 'list';
      readonly items: readonly LocatedNode[];
      readonly origin: Origin;
    }
  | {
      readonly kind: 'value';
      readonly value: null | boolean | number | string;
      readonly origin: Origin;
    }
  /** `!remove`: takes away what a level before set; in a list with a key, `of` names the item. */
  | {
      readonly kind: 'removal';
      readonly of?: LocatedNode;
      readonly origin: Origin;
    };

/** The value as JSON, removals left out. */
export function plainValue(node: LocatedNode): JsonValue {
  switch (node.kind) {
    case 'map':
      return Object.fromEntries(
        [...node.entries]
          .filter(([, entry]) => entry.kind !== 'removal')
          .map(([key, entry]) => [key, plainValue(entry)]),
      );
    case 'list':
      return node.items.filter(item => item.kind !== 'removal').map(plainValue);
    case 'value':
      return node.value;
    default:
      return null;
  }
}

/** The node at a path of its plain value, or the nearest one above it. */
export function nodeAt(
  node: LocatedNode,
  path: readonly (string | number)[],
): LocatedNode {
  const [step, ...rest] = path;
  const next =
    node.kind === 'map'
      ? node.entries.get(String(step))
      : node.kind === 'list' &&
        node.items.filter(item => item.kind !== 'removal')[Number(step)];
  return step === undefined || !next ? node : nodeAt(next, rest);
}
