import { createHash } from 'node:crypto';
import { DaemonSet } from '../model/batch';
import { ClusterNode } from '../model/cluster';
import { Pod, PodTemplate } from '../model/workloads';
import { DAEMON_SETS, NODES, PODS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { Controller, ControllerContext } from './Controller';
import { createOwnedPod, isControlledBy, keyOfOwner } from './owners';
import { isActive, isReady, msUntilAvailable } from './podState';
import { isTolerated, selectsNode } from './scheduling/nodeFit';

const NAME = 'daemonset-controller';
const HASH_LABEL = 'controller-revision-hash';

/** What agents on every node endure besides what their template says. */
const TOLERATIONS = [
  ['not-ready', 'NoExecute'],
  ['unreachable', 'NoExecute'],
  ['disk-pressure', 'NoSchedule'],
  ['memory-pressure', 'NoSchedule'],
  ['pid-pressure', 'NoSchedule'],
  ['unschedulable', 'NoSchedule'],
].map(([condition, effect]) => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  effect,
}));

/** Keeps one pod on each node that the template allows; replaces old pods one after the other. */
export const daemonSetController: Controller = {
  name: NAME,
  watches: [
    { type: DAEMON_SETS },
    { type: PODS, concerns: pod => keyOfOwner(pod, 'DaemonSet') },
    {
      type: NODES,
      concerns: (_, objects) => objects.list(DAEMON_SETS).map(keyOf),
    },
  ],
  reconcile(key, context) {
    const { objects } = context;
    const daemonSet = objects.find(DAEMON_SETS, key);
    if (!daemonSet || daemonSet.metadata.deletionTimestamp) {
      return undefined;
    }
    const template = templateOf(daemonSet);
    const nodes = objects
      .list(NODES)
      .filter(node => wants(template, node))
      .map(node => node.metadata.name);
    const pods = () =>
      objects
        .list(PODS, key.namespace)
        .filter(pod => isControlledBy(pod, daemonSet));
    for (const pod of pods().filter(isActive)) {
      if (!nodes.includes(nodeOf(pod))) {
        objects.delete(PODS, keyOf(pod));
      }
    }
    replaceOld(daemonSet, template, pods(), context);
    for (const node of nodes) {
      if (
        !pods().some(
          pod => nodeOf(pod) === node && pod.status?.phase !== 'Failed',
        )
      ) {
        createOwnedPod(daemonSet, template, NAME, context, it =>
          onNode(it, node),
        );
      }
    }
    return writeStatus(daemonSet, template, nodes, pods(), context);
  },
};

/** The template with a label that tells its revisions apart, as the pods carry it. */
function templateOf({ spec: { template } }: DaemonSet): PodTemplate {
  const hash = createHash('sha256')
    .update(JSON.stringify(template))
    .digest('hex')
    .slice(0, 10);
  return {
    metadata: {
      ...template.metadata,
      labels: { ...template.metadata?.labels, [HASH_LABEL]: hash },
    },
    spec: {
      ...template.spec,
      tolerations: [...(template.spec.tolerations ?? []), ...TOLERATIONS],
    },
  };
}

function wants({ spec }: PodTemplate, node: ClusterNode): boolean {
  return (
    selectsNode(spec, node) &&
    (node.spec?.taints ?? [])
      .filter(taint => taint.effect !== 'PreferNoSchedule')
      .every(taint => isTolerated(taint, spec.tolerations))
  );
}

/** Bound by affinity to the one node, and by the scheduler, as on a real cluster. */
function onNode(template: PodTemplate, node: string): PodTemplate {
  const affinity = {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          {
            matchFields: [
              { key: 'metadata.name', operator: 'In' as const, values: [node] },
            ],
          },
        ],
      },
    },
  };
  return { ...template, spec: { ...template.spec, affinity } };
}

function nodeOf({ spec }: Pod): string {
  const terms =
    spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms;
  return spec.nodeName ?? terms?.[0]?.matchFields?.[0]?.values?.[0] ?? '';
}

function isCurrent(pod: Pod, template: PodTemplate): boolean {
  return (
    pod.metadata.labels?.[HASH_LABEL] ===
    template.metadata?.labels?.[HASH_LABEL]
  );
}

function replaceOld(
  { spec: { updateStrategy } }: DaemonSet,
  template: PodTemplate,
  pods: readonly Pod[],
  { objects }: ControllerContext,
): void {
  const old = pods.filter(pod => isActive(pod) && !isCurrent(pod, template));
  const allowed = Number.parseInt(
    String(updateStrategy?.rollingUpdate?.maxUnavailable ?? 1),
    10,
  );
  const unready = pods.filter(pod => !isActive(pod) || !isReady(pod)).length;
  if (updateStrategy?.type === 'OnDelete') {
    return;
  }
  old
    .slice(0, Math.max(0, allowed - unready))
    .concat(old.filter(pod => !isReady(pod)))
    .forEach(pod => objects.delete(PODS, keyOf(pod)));
}

function writeStatus(
  daemonSet: DaemonSet,
  template: PodTemplate,
  nodes: readonly string[],
  pods: readonly Pod[],
  { objects, now }: ControllerContext,
): number | undefined {
  const active = pods.filter(isActive);
  const waits = active.map(pod =>
    msUntilAvailable(pod, daemonSet.spec.minReadySeconds ?? 0, now()),
  );
  const numberAvailable = waits.filter(wait => wait === 0).length;
  const desired = nodes.length;
  objects.update(
    DAEMON_SETS,
    keyOf(daemonSet),
    draft => {
      draft.status = {
        currentNumberScheduled: active.length,
        desiredNumberScheduled: desired,
        numberMisscheduled: 0,
        numberReady: active.filter(isReady).length,
        updatedNumberScheduled:
          active.filter(pod => isCurrent(pod, template)).length || undefined,
        numberAvailable: numberAvailable || undefined,
        numberUnavailable: desired - numberAvailable || undefined,
        observedGeneration: draft.metadata.generation,
      };
    },
    { manager: 'kube-controller-manager', subresource: 'status' },
  );
  const pending = waits.flatMap(wait => (wait ? [wait] : []));
  return pending.length > 0 ? Math.min(...pending) : undefined;
}
