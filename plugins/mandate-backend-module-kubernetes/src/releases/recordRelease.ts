import type {
  ClusterObject,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  containersOf,
  listAt,
  type StepContext,
  textAt,
} from '@mandate/plugin-mandate-node';
import { isSetParent } from '../domain/applySet';
import { lastAppliedAt } from '../domain/managedFields';
import { runMarkOf } from '../domain/runMark';
import { objectVersion, partOfVersion } from '../domain/targetVersion';
import { appliedObjects } from '../drift/appliedObjects';
import { selectorOf } from '../effects/templateRevisions';
import { inventoryObject, isInventory } from './inventory';
import {
  RELEASE_LABEL,
  type ReleaseImage,
  releaseOf,
  releaseRecord,
  releaseSelector,
} from './release';

/** How many releases of a workload are kept. */
const MOST_RELEASES = 10;

/**
 * Keeps what a verified change brought the target to as one immutable object, named by the change: writing it twice is
 * writing it once. The oldest beyond ten are removed.
 */
export async function recordRelease(context: StepContext): Promise<void> {
  const { clusters, target, changeId } = context;
  const applied = await appliedObjects(clusters, {
    cluster: target.cluster,
    target,
  });
  const live = applied.filter(object => !isRecord(object));
  const workload = live.find(
    ({ kind, metadata }) =>
      kind === target.workload.kind && metadata.name === target.workload.name,
  );
  if (!workload || wasWrittenSince(context, live)) {
    return;
  }
  const images = await imagesThatRun(context, workload);
  const release = releaseOf({
    changeId,
    images,
    live: live.filter(object => !isSetParent(object)),
  });
  const record = releaseRecord(release, target);
  if (!record) {
    context.report('The release is too large to be kept as a record.');
    return;
  }
  const { name, namespace } = record.metadata;
  const reference = { apiVersion: 'v1', kind: 'ConfigMap', name, namespace };
  if (!(await clusters.read(target.cluster, reference))) {
    await clusters.apply(target.cluster, record, { mustNotExist: true });
  }
  await clusters.apply(
    target.cluster,
    inventoryObject(release, name, target),
    {},
  );
  await removeOldest(context);
}

/** What is kept about releases is no part of one. */
function isRecord(object: ClusterObject): boolean {
  return (
    object.metadata.labels?.[RELEASE_LABEL] !== undefined || isInventory(object)
  );
}

/**
 * The target is free again: what the next change has begun to write is none of this release. An object that the plan
 * leaves as it is tells by its version, also when the plan only removes others; of what the plan does not name, the
 * time of the last write tells.
 */
function wasWrittenSince(
  { changeId, plan }: StepContext,
  live: readonly ClusterObject[],
): boolean {
  const isOwn = (object: ClusterObject) =>
    runMarkOf(object)?.changeId === changeId;
  const lastOwnWrite = live
    .filter(isOwn)
    .map(object => lastAppliedAt(object) ?? '')
    .sort()
    .pop();
  return live
    .filter(object => !isOwn(object))
    .some(object => {
      const index = plan.objects.findIndex(planned =>
        isPlanned(planned, object),
      );
      const planned = plan.objects[index];
      if (planned && planned.action !== 'none') {
        return true;
      }
      if (
        planned &&
        objectVersion(object) === partOfVersion(plan.baseVersion, index)
      ) {
        return false;
      }
      return lastOwnWrite === undefined
        ? planned !== undefined
        : (lastAppliedAt(object) ?? '') > lastOwnWrite;
    });
}

function isPlanned(
  { apiVersion, kind, name }: PlannedObject,
  object: ClusterObject,
): boolean {
  return (
    apiVersion === object.apiVersion &&
    kind === object.kind &&
    name === object.metadata.name
  );
}

/** The digest under which the running pods' image came from its registry; none for images that were loaded by hand. */
async function imagesThatRun(
  { clusters, target }: StepContext,
  workload: ClusterObject,
): Promise<readonly ReleaseImage[]> {
  const pods = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: target.namespace,
    labelSelector: selectorOf(workload),
  });
  const running = pods.flatMap(pod =>
    listAt(pod, 'status', 'containerStatuses'),
  );
  return containersOf(workload).map(container => {
    const name = String(container.name);
    const image = textAt(container, 'image') ?? '';
    const digests = new Set(
      running
        .filter(status => status.name === name && status.image === image)
        .flatMap(status => {
          const id = textAt(status, 'imageID') ?? '';
          return /^[^@\s]+@(sha256:[0-9a-f]{64})$/.exec(id)?.[1] ?? [];
        }),
    );
    const [digest] = digests;
    return {
      container: name,
      image,
      ...(digests.size === 1 && digest ? { digest } : {}),
    };
  });
}

async function removeOldest({ clusters, target }: StepContext): Promise<void> {
  const records = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    namespace: target.namespace,
    labelSelector: releaseSelector(target),
  });
  const oldest = newestFirst(records).slice(MOST_RELEASES);
  for (const { metadata } of oldest) {
    const { name, namespace, uid } = metadata;
    await clusters.remove(
      target.cluster,
      { apiVersion: 'v1', kind: 'ConfigMap', name, namespace },
      { uid },
    );
  }
}

/** Records by their time, the newest first. */
export function newestFirst(
  records: readonly ClusterObject[],
): readonly ClusterObject[] {
  return [...records].sort(
    (left, right) =>
      (right.metadata.creationTimestamp ?? '').localeCompare(
        left.metadata.creationTimestamp ?? '',
      ) || right.metadata.name.localeCompare(left.metadata.name),
  );
}
