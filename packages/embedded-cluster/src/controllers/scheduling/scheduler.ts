import { ObjectApi } from '../../api/ObjectApi';
import { ClusterNode } from '../../model/cluster';
import { Condition } from '../../model/KubernetesObject';
import { Pod } from '../../model/workloads';
import { NODES, PODS } from '../../resources/resourceTable';
import { keyOf, ObjectKey } from '../../resources/ResourceType';
import { withCondition } from '../conditions';
import { Controller, ControllerContext } from '../Controller';
import { isActive } from '../podState';
import { NodeLoads } from './NodeLoads';
import { whyNot } from './nodeFit';
import { victimsOn } from './preemption';

const NAME = 'default-scheduler';

/** Gives each new pod a node that has room for it and that it endures; the least full one. Pods of higher priority take the place of others. */
export function createScheduler(): Controller {
  const loads = new NodeLoads();
  return {
    name: NAME,
    watches: [
      {
        type: PODS,
        concerns: (pod, objects) => {
          const freed = loads.observe(pod, objects);
          return freed ? [keyOf(pod), ...waitingPods(objects)] : [keyOf(pod)];
        },
      },
      { type: NODES, concerns: (_, objects) => waitingPods(objects) },
    ],
    reconcile(key, context) {
      const { objects } = context;
      const pod = objects.find(PODS, key);
      if (!pod || pod.spec.nodeName || !isActive(pod)) {
        return;
      }
      const nodes = objects.list(NODES);
      const reasons = new Map<string, number>();
      const fitting = nodes.filter(node => {
        const reason = whyNot(pod, node, loads.of(node.metadata.name));
        if (reason) {
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
        }
        return !reason;
      });
      if (fitting.length === 0) {
        reportUnschedulable(pod, nodes.length, reasons, context);
        preempt(pod, nodes, loads, context);
        return;
      }
      bind(pod, loads.leastFull(fitting), context);
    },
  };
}

/** Pods without a node: few, but found among all, so this is asked only when a node or room appears. */
function waitingPods(objects: ObjectApi): ObjectKey[] {
  return objects
    .list(PODS)
    .filter(pod => !pod.spec.nodeName)
    .sort((a, b) => (b.spec.priority ?? 0) - (a.spec.priority ?? 0))
    .map(keyOf);
}

function bind(
  pod: Pod,
  node: ClusterNode,
  { objects, events, now }: ControllerContext,
): void {
  const key = keyOf(pod);
  const nodeName = node.metadata.name;
  objects.update(
    PODS,
    key,
    draft => {
      draft.spec.nodeName = nodeName;
    },
    { manager: NAME },
  );
  writeScheduled(key, { type: 'PodScheduled', status: 'True' }, objects, now());
  events.record(pod, {
    type: 'Normal',
    reason: 'Scheduled',
    message: `Successfully assigned ${key.namespace}/${key.name} to ${nodeName}`,
    component: NAME,
  });
}

function reportUnschedulable(
  pod: Pod,
  nodes: number,
  reasons: ReadonlyMap<string, number>,
  { objects, events, now }: ControllerContext,
): void {
  const list = [...reasons]
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
  const message = `0/${nodes} nodes are available: ${
    list || 'there are none'
  }.`;
  writeScheduled(
    keyOf(pod),
    { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message },
    objects,
    now(),
  );
  events.record(pod, {
    type: 'Warning',
    reason: 'FailedScheduling',
    message,
    component: NAME,
  });
}

function writeScheduled(
  key: ObjectKey,
  condition: Condition,
  objects: ObjectApi,
  now: Date,
): void {
  objects.update(
    PODS,
    key,
    draft => {
      draft.status = {
        ...draft.status,
        phase: draft.status?.phase ?? 'Pending',
        conditions: withCondition(
          draft.status?.conditions ?? [],
          condition,
          now,
        ),
      };
    },
    { manager: NAME, subresource: 'status' },
  );
}

function preempt(
  pod: Pod,
  nodes: readonly ClusterNode[],
  loads: NodeLoads,
  { objects, events }: ControllerContext,
): void {
  const choices = nodes.flatMap(node => {
    const victims = victimsOn(node, pod, loads, objects);
    return victims ? [victims] : [];
  });
  const [fewest] = choices.sort((a, b) => a.length - b.length);
  for (const victim of fewest ?? []) {
    events.record(victim, {
      type: 'Normal',
      reason: 'Preempted',
      message: `Preempted by pod ${pod.metadata.uid}`,
      component: NAME,
    });
    objects.delete(PODS, keyOf(victim));
  }
}
