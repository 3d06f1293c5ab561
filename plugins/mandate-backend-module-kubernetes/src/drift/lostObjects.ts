import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ClusterAccess } from '@mandate/plugin-mandate-node';
import { isSetParent } from '../domain/applySet';
import { lastAppliedAt } from '../domain/managedFields';
import { runMarkOf } from '../domain/runMark';
import {
  type Inventory,
  type InventoryObject,
  readInventory,
} from '../releases/inventory';

/** What a target lacks of its newest release. */
export interface LostObjects {
  readonly inventory: Inventory;
  readonly namespace: string;
  readonly objects: readonly InventoryObject[];
}

/**
 * What the newest release of a target has and the cluster does not: somebody deleted it past Mandate. Each is asked for
 * once more, since somebody may only have taken its labels off. Nothing when a later change has written the set of the
 * target's objects and its release was not recorded: what it removed is not lost.
 */
export async function lostObjects(
  clusters: ClusterAccess,
  options: {
    readonly cluster: string;
    /** The object that keeps the inventory. */
    readonly keeper: ClusterObject;
    /** All that Mandate applied for the target and is there. */
    readonly live: readonly ClusterObject[];
  },
): Promise<LostObjects | undefined> {
  const { cluster, keeper, live } = options;
  const inventory = readInventory(keeper);
  const { namespace } = keeper.metadata;
  if (!inventory || !namespace || isOutdatedBy(live, keeper, inventory)) {
    return undefined;
  }
  const there = new Set(live.map(nameOfLive));
  const objects: InventoryObject[] = [];
  for (const object of inventory.objects) {
    const isThere =
      there.has(nameOf(object)) ||
      (await clusters.read(cluster, { ...object, namespace })) !== undefined;
    if (!isThere) {
      objects.push(object);
    }
  }
  return objects.length > 0 ? { inventory, namespace, objects } : undefined;
}

function isOutdatedBy(
  live: readonly ClusterObject[],
  keeper: ClusterObject,
  { changeId }: Inventory,
): boolean {
  const keptAt = lastAppliedAt(keeper) ?? '';
  return live.filter(isSetParent).some(parent => {
    const mark = runMarkOf(parent);
    return (
      mark !== undefined &&
      mark.changeId !== changeId &&
      !mark.step.endsWith(':undone') &&
      (lastAppliedAt(parent) ?? '') > keptAt
    );
  });
}

function nameOfLive({ apiVersion, kind, metadata }: ClusterObject): string {
  return nameOf({ apiVersion, kind, name: metadata.name });
}

function nameOf({ apiVersion, kind, name }: InventoryObject): string {
  return `${apiVersion} ${kind} ${name}`;
}
