import { ClusterNode } from '../model/cluster';
import { Pod } from '../model/workloads';
import { NODES, PODS } from '../resources/resourceTable';
import { keyOf } from '../resources/ResourceType';
import { withCondition, findCondition } from './conditions';
import { Controller } from './Controller';

const NAME = 'default-scheduler';
const RETRY_MS = 5_000;

/** Gives each new pod a ready node that its node selector allows, in turn. Requests and taints are not weighed. */
export function createScheduler(): Controller {
  let turn = 0;
  return {
    name: NAME,
    watches: [{ type: PODS }],
    reconcile(key, { objects, events, now }) {
      const pod = objects.find(PODS, key);
      if (!pod || pod.spec.nodeName || pod.metadata.deletionTimestamp) {
        return undefined;
      }
      const nodes = objects.list(NODES);
      const fitting = nodes.filter(node => fits(pod, node));
      if (fitting.length === 0) {
        const message = `0/${nodes.length} nodes are available: none is ready, schedulable and matches the pod's node selector.`;
        objects.update(
          PODS,
          key,
          draft => {
            draft.status = {
              ...draft.status,
              phase: 'Pending',
              conditions: withCondition(
                draft.status?.conditions ?? [],
                {
                  type: 'PodScheduled',
                  status: 'False',
                  reason: 'Unschedulable',
                  message,
                },
                now(),
              ),
            };
          },
          { manager: NAME, subresource: 'status' },
        );
        events.record(pod, {
          type: 'Warning',
          reason: 'FailedScheduling',
          message,
          component: NAME,
        });
        return RETRY_MS;
      }
      turn = (turn + 1) % fitting.length;
      const nodeName = fitting[turn].metadata.name;
      objects.update(
        PODS,
        key,
        draft => {
          draft.spec.nodeName = nodeName;
        },
        { manager: NAME },
      );
      objects.update(
        PODS,
        key,
        draft => {
          draft.status = {
            ...draft.status,
            conditions: withCondition(
              draft.status?.conditions ?? [],
              { type: 'PodScheduled', status: 'True' },
              now(),
            ),
          };
        },
        { manager: NAME, subresource: 'status' },
      );
      const { namespace, name } = keyOf(pod);
      events.record(pod, {
        type: 'Normal',
        reason: 'Scheduled',
        message: `Successfully assigned ${namespace}/${name} to ${nodeName}`,
        component: NAME,
      });
      return undefined;
    },
  };
}

function fits(pod: Pod, node: ClusterNode): boolean {
  return (
    !node.spec?.unschedulable &&
    findCondition(node.status?.conditions, 'Ready')?.status === 'True' &&
    Object.entries(pod.spec.nodeSelector ?? {}).every(
      ([key, value]) => node.metadata.labels?.[key] === value,
    )
  );
}
