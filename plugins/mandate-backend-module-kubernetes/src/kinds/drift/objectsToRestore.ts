import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ObserveContext } from '@mandate/plugin-mandate-node';
import { inParallel } from '../../planning/inParallel';
import { lostObjects, type LostObjects } from '../../drift/lostObjects';
import { isInventory } from '../../releases/inventory';
import { readRelease } from '../../releases/release';

/** What somebody deleted of the target, as its newest release has it. */
export type RestoringOutcome =
  | { readonly type: 'objects'; readonly objects: readonly ClusterObject[] }
  | { readonly type: 'impossible'; readonly words: string };

/** Finds out what somebody deleted of the target, and how it was. */
export async function objectsToRestore(
  { clusters, target }: ObserveContext,
  live: readonly ClusterObject[],
): Promise<RestoringOutcome> {
  const found = await inParallel(live.filter(isInventory), 1, keeper =>
    lostObjects(clusters, { cluster: target.cluster, keeper, live }),
  );
  const objects: ClusterObject[] = [];
  for (const lost of found.flatMap(one => one ?? [])) {
    const record = await clusters.read(target.cluster, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      name: lost.inventory.release,
      namespace: lost.namespace,
    });
    const read = record && readRelease(record);
    if (!read || read.type === 'spoilt') {
      return {
        type: 'impossible',
        words: `${lost.objects[0].kind} ${lost.objects[0].name} was deleted, and so was the record ${lost.inventory.release} of how it was. Deploy again.`,
      };
    }
    objects.push(
      ...read.release.objects.filter(object => isAmong(lost, object)),
    );
  }
  return { type: 'objects', objects };
}

function isAmong(
  { objects }: LostObjects,
  { apiVersion, kind, metadata }: ClusterObject,
): boolean {
  return objects.some(
    one =>
      one.apiVersion === apiVersion &&
      one.kind === kind &&
      one.name === metadata.name,
  );
}
