import { JsonObject, isJsonObject } from '../model/KubernetesObject';

/**
 * A set of fields as a trie. Steps are written as in `fieldsV1`: `f:name`, `k:{"name":"web"}`, `v:"value"`. A node is in the set
 * when it is a member; its children may be as well.
 */
export interface FieldTree {
  member: boolean;
  readonly children: Map<string, FieldTree>;
}

const NOTHING: FieldTree = { member: false, children: new Map() };

export function emptyTree(member = false): FieldTree {
  return { member, children: new Map() };
}

export function isEmptyTree(tree: FieldTree): boolean {
  return !tree.member && [...tree.children.values()].every(isEmptyTree);
}

/** The child under a step, created when missing. */
export function descend(tree: FieldTree, step: string): FieldTree {
  const known = tree.children.get(step);
  if (known) {
    return known;
  }
  const created = emptyTree();
  tree.children.set(step, created);
  return created;
}

export function unionTrees(left: FieldTree, right: FieldTree): FieldTree {
  return combine(left, right, (inLeft, inRight) => inLeft || inRight);
}

export function intersectTrees(left: FieldTree, right: FieldTree): FieldTree {
  return combine(left, right, (inLeft, inRight) => inLeft && inRight);
}

export function subtractTrees(left: FieldTree, right: FieldTree): FieldTree {
  return combine(left, right, (inLeft, inRight) => inLeft && !inRight);
}

/** Whether both hold the same fields. */
export function treesEqual(left: FieldTree, right: FieldTree): boolean {
  return (
    isEmptyTree(subtractTrees(left, right)) &&
    isEmptyTree(subtractTrees(right, left))
  );
}

/** The steps to every member, in the order they were added. */
export function memberPaths(
  tree: FieldTree,
  prefix: string[] = [],
): string[][] {
  return [
    ...(tree.member && prefix.length > 0 ? [prefix] : []),
    ...[...tree.children].flatMap(([step, child]) =>
      memberPaths(child, [...prefix, step]),
    ),
  ];
}

/** The JSON form, `fieldsV1`. */
export function treeToJson(tree: FieldTree): JsonObject {
  const result: JsonObject = {};
  const children = [...tree.children].filter(
    ([, child]) => !isEmptyTree(child),
  );
  if (tree.member && children.length > 0) {
    result['.'] = {};
  }
  for (const [step, child] of children.sort(([a], [b]) => (a < b ? -1 : 1))) {
    result[step] = treeToJson(child);
  }
  return result;
}

/** Reads the JSON form. A node without children is a member. */
export function treeFromJson(json: JsonObject, isRoot = true): FieldTree {
  const steps = Object.keys(json);
  const tree = emptyTree(
    !isRoot && (steps.length === 0 || steps.includes('.')),
  );
  for (const step of steps) {
    const child = json[step];
    if (step !== '.' && isJsonObject(child)) {
      tree.children.set(step, treeFromJson(child, false));
    }
  }
  return tree;
}

/** A path as error messages show it, such as `.spec.containers[name="web"].image`. */
export function formatPath(steps: readonly string[]): string {
  return steps
    .map(step => {
      const rest = step.slice(2);
      if (step.startsWith('f:')) {
        return `.${rest}`;
      }
      if (step.startsWith('v:')) {
        return `[=${rest}]`;
      }
      const keys: Record<string, unknown> = JSON.parse(rest);
      return `[${Object.entries(keys)
        .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
        .join(',')}]`;
    })
    .join('');
}

function combine(
  left: FieldTree,
  right: FieldTree,
  keep: (inLeft: boolean, inRight: boolean) => boolean,
): FieldTree {
  const result = emptyTree(keep(left.member, right.member));
  for (const step of new Set([
    ...left.children.keys(),
    ...right.children.keys(),
  ])) {
    const child = combine(
      left.children.get(step) ?? NOTHING,
      right.children.get(step) ?? NOTHING,
      keep,
    );
    if (!isEmptyTree(child)) {
      result.children.set(step, child);
    }
  }
  return result;
}
