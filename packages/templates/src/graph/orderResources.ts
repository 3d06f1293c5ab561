/** A node of the graph: an id and the ids it needs first. */
export interface GraphNode {
  readonly id: string;
  readonly dependsOn: readonly string[];
}

/** The nodes in order, or a cycle as ids, the first repeated at the end. */
export type OrderResult<T extends GraphNode> =
  | { readonly ok: true; readonly ordered: readonly T[] }
  | { readonly ok: false; readonly cycle: readonly string[] };

/** Orders nodes so that each comes after what it depends on; ties keep the given order, as in kro. */
export function orderResources<T extends GraphNode>(
  nodes: readonly T[],
): OrderResult<T> {
  const ordered: T[] = [];
  const done = new Set<string>();
  let waiting = [...nodes];
  while (waiting.length > 0) {
    const next = waiting.find(node => node.dependsOn.every(id => done.has(id)));
    if (!next) {
      return { ok: false, cycle: findCycle(waiting) };
    }
    ordered.push(next);
    done.add(next.id);
    waiting = waiting.filter(node => node !== next);
  }
  return { ok: true, ordered };
}

/** Every waiting node depends on a waiting one, so following any of them must come back. */
function findCycle(waiting: readonly GraphNode[]): readonly string[] {
  const byId = new Map(waiting.map(node => [node.id, node]));
  const trail: string[] = [];
  let id: string | undefined = waiting[0].id;
  while (id !== undefined && !trail.includes(id)) {
    trail.push(id);
    id = byId.get(id)?.dependsOn.find(other => byId.has(other));
  }
  return id === undefined ? trail : [...trail.slice(trail.indexOf(id)), id];
}
