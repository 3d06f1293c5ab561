import { timestamp } from '../api/newObject';
import { ClusterNode, Taint } from '../model/cluster';
import { Condition } from '../model/KubernetesObject';
import { Pod } from '../model/workloads';
import { LEASES, NODES, PODS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { findCondition, withCondition } from './conditions';
import { Controller, ControllerContext } from './Controller';
import { isTolerated } from './scheduling/nodeFit';
import { isActive, isReady } from './podState';

const NODE_AGENT = 'kubelet';
const MANAGER = 'kube-controller-manager';
const LEASE_NAMESPACE = 'kube-node-lease';
const LEASE_S = 40;
const RENEW_MS = 10_000;
/** How soon the loss of a node is noticed. */
const LOOK_MS = 1_000;
const TAINTS = ['unschedulable', 'not-ready', 'unreachable'].map(
  name => `node.kubernetes.io/${name}`,
);

/** The agents' reports of their nodes, and what follows from them: taints, and the end of pods that do not endure them. */
export const nodeController: Controller = {
  name: 'node-controller',
  watches: [
    { type: NODES },
    {
      type: PODS,
      // a pod that arrives on a tainted node may have to leave
      concerns: (pod, objects) => {
        // safety: PODS holds pods
        const name = (pod as Pod).spec.nodeName ?? '';
        const node = objects.find(NODES, { namespace: '', name });
        return node?.spec?.taints?.length ? [keyOf(node)] : [];
      },
    },
  ],
  reconcile(key, context) {
    const node = context.objects.find(NODES, key);
    if (!node) {
      return undefined;
    }
    const isLost = context.faults.isLost(key.name);
    if (!isLost) {
      renewLease(node, context);
    }
    report(node, isLost, context);
    if (isLost) {
      forgetReadiness(key.name, context);
    }
    taint(node, isLost, context);
    const delayMs = evict(key.name, context);
    return Math.min(LOOK_MS, delayMs ?? Infinity);
  },
};

function renewLease(
  node: ClusterNode,
  { objects, now }: ControllerContext,
): void {
  const { name, uid } = node.metadata;
  const spec = {
    holderIdentity: name,
    leaseDurationSeconds: LEASE_S,
    renewTime: now().toISOString().replace('Z', '000Z'),
  };
  const key = { namespace: LEASE_NAMESPACE, name };
  const live = objects.find(LEASES, key);
  const renewed = Date.parse(live?.spec?.renewTime ?? '') || 0;
  if (!live) {
    const ownerReferences = [{ apiVersion: 'v1', kind: 'Node', name, uid }];
    objects.create(
      LEASES,
      LEASE_NAMESPACE,
      { metadata: { name, ownerReferences }, spec },
      { manager: NODE_AGENT },
    );
  } else if (now().getTime() - renewed >= RENEW_MS) {
    objects.update(
      LEASES,
      key,
      draft => {
        draft.spec = spec;
      },
      { manager: NODE_AGENT },
    );
  }
}

function report(
  node: ClusterNode,
  isLost: boolean,
  { objects, now }: ControllerContext,
): void {
  const condition: Condition = isLost
    ? {
        type: 'Ready',
        status: 'Unknown',
        reason: 'NodeStatusUnknown',
        message: 'Kubelet stopped posting node status.',
      }
    : {
        type: 'Ready',
        status: 'True',
        reason: 'KubeletReady',
        message: 'simulated node is posting ready status',
      };
  const before = findCondition(node.status?.conditions, 'Ready');
  if (before?.status === condition.status) {
    return;
  }
  objects.update(
    NODES,
    keyOf(node),
    draft => {
      draft.status = {
        ...draft.status,
        conditions: withCondition(
          draft.status?.conditions ?? [],
          { ...condition, lastHeartbeatTime: timestamp(now()) },
          now(),
        ),
      };
    },
    { manager: isLost ? MANAGER : NODE_AGENT, subresource: 'status' },
  );
}

/** Nobody knows whether what runs on a lost node is ready, so it counts as not. */
function forgetReadiness(
  name: string,
  { objects, now }: ControllerContext,
): void {
  const ready = objects
    .list(PODS)
    .filter(pod => pod.spec.nodeName === name && isReady(pod));
  for (const pod of ready) {
    objects.update(
      PODS,
      keyOf(pod),
      draft => {
        draft.status = {
          ...draft.status,
          conditions: withCondition(
            draft.status?.conditions ?? [],
            { type: 'Ready', status: 'False', reason: 'NodeLost' },
            now(),
          ),
        };
      },
      { manager: MANAGER, subresource: 'status' },
    );
  }
}

/** Taints follow from the node's state; those that others set stay. */
function taint(
  node: ClusterNode,
  isLost: boolean,
  { objects, now }: ControllerContext,
): void {
  const isCordoned = node.spec?.unschedulable === true;
  const wanted: [string, Taint['effect']][] = [
    ...(isCordoned
      ? [[TAINTS[0], 'NoSchedule'] satisfies [string, Taint['effect']]]
      : []),
    ...(isLost
      ? (['NoSchedule', 'NoExecute'] as const).map(
          effect => [TAINTS[2], effect] satisfies [string, Taint['effect']],
        )
      : []),
  ];
  objects.update(
    NODES,
    keyOf(node),
    draft => {
      const others = (draft.spec?.taints ?? []).filter(
        it => !TAINTS.includes(it.key),
      );
      const own = wanted.map(([key, effect]) => {
        const before = draft.spec?.taints?.find(
          it => it.key === key && it.effect === effect,
        );
        return before ?? { key, effect, timeAdded: timestamp(now()) };
      });
      const taints = [...others, ...own];
      draft.spec = {
        ...draft.spec,
        taints: taints.length > 0 ? taints : undefined,
      };
    },
    { manager: MANAGER },
  );
}

/** Ends pods that do not endure a NoExecute taint, at once or when their time is over. @returns until the next one */
function evict(
  name: string,
  { objects, events, now }: ControllerContext,
): number | undefined {
  const node = objects.find(NODES, { namespace: '', name });
  const taints = (node?.spec?.taints ?? []).filter(
    it => it.effect === 'NoExecute',
  );
  const waits: number[] = [];
  for (const pod of taints.length > 0 ? objects.list(PODS) : []) {
    const leftMs =
      pod.spec.nodeName === name && isActive(pod)
        ? Math.min(...taints.map(it => toleratedMs(pod, it, now())))
        : Infinity;
    if (leftMs <= 0) {
      events.record(pod, {
        type: 'Normal',
        reason: 'TaintManagerEviction',
        message: `Marking for deletion Pod ${pod.metadata.namespace}/${pod.metadata.name}`,
        component: 'taint-eviction-controller',
      });
      objects.delete(PODS, keyOf(pod));
    } else if (leftMs < Infinity) {
      waits.push(leftMs);
    }
  }
  return waits.length > 0 ? Math.min(...waits) : undefined;
}

function toleratedMs(pod: Pod, endured: Taint, now: Date): number {
  const tolerations = (pod.spec.tolerations ?? []).filter(it =>
    isTolerated(endured, [it]),
  );
  if (tolerations.length === 0) {
    return 0;
  }
  const seconds = Math.min(
    ...tolerations.map(it => it.tolerationSeconds ?? Infinity),
  );
  const since = Date.parse(endured.timeAdded ?? '') || now.getTime();
  return since + seconds * 1_000 - now.getTime();
}
