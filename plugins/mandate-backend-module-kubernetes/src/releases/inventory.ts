import type {
  ClusterObject,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import { decorate } from '../planning/decorate';
import type { Release } from './release';

/** Label on an inventory: the workload it is of. */
export const INVENTORY_LABEL = 'mandate.dev/inventory-of';
const DATA_KEY = 'inventory.json';

const inventorySchema = z.object({
  /** The change whose release it is. */
  changeId: z.string(),
  /** Name of the release's record. */
  release: z.string(),
  objects: z.array(
    z.object({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
  ),
});

/** What the newest release of a target is made of, by name: small enough to be looked at each minute. */
export type Inventory = z.infer<typeof inventorySchema>;
/** An object of an inventory. */
export type InventoryObject = Inventory['objects'][number];

/** The name of a workload's inventory. */
export function inventoryName(workload: string): string {
  return `mandate-inventory-${workload}`;
}

/** The object that keeps the inventory of a release. Jobs are not in it: they may end and be removed by themselves. */
export function inventoryObject(
  release: Release,
  record: string,
  target: TargetFacts,
): ClusterObject {
  const inventory: Inventory = {
    changeId: release.changeId,
    release: record,
    objects: release.objects
      .filter(({ kind }) => kind !== 'Job')
      .map(({ apiVersion, kind, metadata }) => ({
        apiVersion,
        kind,
        name: metadata.name,
      })),
  };
  return decorate(
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: inventoryName(target.workload.name),
        labels: { [INVENTORY_LABEL]: target.workload.name },
      },
      data: { [DATA_KEY]: JSON.stringify(inventory) },
    },
    target,
  );
}

/** Whether an object keeps an inventory. */
export function isInventory({ metadata }: ClusterObject): boolean {
  return metadata.labels?.[INVENTORY_LABEL] !== undefined;
}

/** What an object keeps; nothing when it is no inventory, or somebody spoilt it. */
export function readInventory(object: ClusterObject): Inventory | undefined {
  const kept = z
    .object({ data: z.object({ [DATA_KEY]: z.string() }) })
    .safeParse(object);
  if (!isInventory(object) || !kept.success) {
    return undefined;
  }
  try {
    return inventorySchema.safeParse(JSON.parse(kept.data.data[DATA_KEY])).data;
  } catch {
    return undefined;
  }
}
