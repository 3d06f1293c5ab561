import type {
  ClusterObject,
  Plan,
  PlannedObject,
} from '@mandate/plugin-mandate-common';
import {
  ClusterRefusedError,
  figuresOf,
  listAt,
  type ObserveContext,
  type PlanOutcome,
} from '@mandate/plugin-mandate-node';
import { alignedWith } from '../../domain/alignFields';
import { cleanManifest } from '../../domain/cleanManifest';
import { sameFields } from '../../domain/compareFields';
import { targetVersion, objectVersion } from '../../domain/targetVersion';
import { selectorOf, templateRevisions } from '../../effects/templateRevisions';
import { inParallel } from '../../planning/inParallel';
import { nameOf } from '../../planning/planObject';
import type { KubernetesKindOptions } from '../KubernetesKindOptions';
import type { ResizeInput } from './resizeInput';

/** A plan has at most as many steps. */
const MOST_PODS = 50;
const AT_ONCE = 8;

/** Whether a plan resizes pods themselves. */
export function isResizedInPlace({ objects }: Plan): boolean {
  return objects.some(({ kind }) => kind === 'Pod');
}

/** Plans to resize the running pods, each by a dry run; `not-served` when the cluster cannot do that. */
export async function planInPlace(
  context: ObserveContext,
  options: {
    readonly live: ClusterObject;
    readonly name: string;
    readonly input: ResizeInput;
    readonly options: KubernetesKindOptions;
  },
): Promise<PlanOutcome | { readonly type: 'not-served' }> {
  const { live, name, input } = options;
  const pods = await podsOf(context, live);
  if (pods.length === 0 || pods.length > MOST_PODS) {
    return {
      type: 'impossible',
      words:
        pods.length === 0
          ? 'No pod runs that could be resized in place. Leave inPlace out.'
          : `${pods.length} pods run, more than the ${MOST_PODS} that can be resized in place at once. Leave inPlace out.`,
    };
  }
  const { requests, limits } = input;
  const resources = {
    ...(Object.keys(requests).length > 0 ? { requests } : {}),
    ...(Object.keys(limits).length > 0 ? { limits } : {}),
  };
  try {
    const objects = await inParallel(pods, AT_ONCE, pod =>
      planPod(context, pod, { name, resources }),
    );
    return assembled(objects, pods, options);
  } catch (error) {
    if (!(error instanceof ClusterRefusedError)) {
      throw error;
    }
    return isNotServed(error)
      ? { type: 'not-served' }
      : { type: 'impossible', words: error.message };
  }
}

/** Neither by the API server nor, as Kubernetes says it from 1.35 on, by a node. */
function isNotServed({ status, message }: ClusterRefusedError): boolean {
  return (
    status === 404 ||
    (status === 422 && message.includes('without support for resize'))
  );
}

/** Pods of the workload that run, by name. */
async function podsOf(
  context: ObserveContext,
  workload: ClusterObject,
): Promise<readonly ClusterObject[]> {
  const { clusters, target } = context;
  const owners = new Set([
    workload.metadata.uid,
    ...(await templateRevisions(context, workload)).map(
      ({ keeper }) => keeper.metadata.uid,
    ),
  ]);
  const pods = await clusters.list(target.cluster, {
    apiVersion: 'v1',
    kind: 'Pod',
    namespace: target.namespace,
    labelSelector: selectorOf(workload),
  });
  return pods
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .filter(pod =>
      listAt(pod, 'metadata', 'ownerReferences').some(
        ({ uid }) => typeof uid === 'string' && owners.has(uid),
      ),
    )
    .sort((left, right) =>
      left.metadata.name.localeCompare(right.metadata.name),
    );
}

async function planPod(
  { clusters, target }: ObserveContext,
  pod: ClusterObject,
  container: { readonly name: string; readonly resources: object },
): Promise<PlannedObject> {
  const { apiVersion, kind, metadata } = pod;
  const { name, namespace } = metadata;
  const applied: ClusterObject = {
    apiVersion,
    kind,
    metadata: { name, ...(namespace ? { namespace } : {}) },
    spec: { containers: [container] },
  };
  const result = await clusters.apply(target.cluster, applied, {
    subresource: 'resize',
    dryRun: true,
    force: true,
  });
  const before = cleanManifest(pod);
  const after = alignedWith(before, cleanManifest(result));
  return {
    ...nameOf(pod),
    action: sameFields(before, after) ? 'none' : 'update',
    before,
    after,
    applied,
  };
}

function assembled(
  objects: readonly PlannedObject[],
  pods: readonly ClusterObject[],
  {
    live,
    options,
  }: { readonly live: ClusterObject; readonly options: KubernetesKindOptions },
): PlanOutcome {
  const changed = objects.filter(({ action }) => action !== 'none');
  if (changed.length === 0) {
    return { type: 'nothing-to-do', words: 'It has that size already.' };
  }
  const figures = figuresOf([live]);
  return {
    type: 'planned',
    plan: {
      summary: `${changed.length} of ${pods.length} running pods resized without a restart; it lasts until they are replaced, because their template stays`,
      objects: [...objects],
      steps: changed.map(({ name }) => ({
        id: `resize-pod-${name}`,
        title: `Resize pod ${name}`,
        effect: true,
      })),
      figures: { before: figures, after: figures },
      images: [],
      baseVersion: targetVersion(pods.map(objectVersion)),
      undo: {
        words: 'the pods are resized back without a restart',
        typicalSeconds: 10,
      },
      verification: options.verification,
    },
  };
}
