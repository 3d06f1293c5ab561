import { ObjectApi } from '../../api/ObjectApi';
import { ClusterNode } from '../../model/cluster';
import { Pod } from '../../model/workloads';
import { PODS } from '../../resources/resourceTable';
import { isActive } from '../podState';
import { NodeLoads } from './NodeLoads';
import { requestsOf, whyNot } from './nodeFit';

/** The pods of lower priority, lowest first, that must leave a node so that a pod fits; undefined when that does not help. */
export function victimsOn(
  node: ClusterNode,
  pod: Pod,
  loads: NodeLoads,
  objects: ObjectApi,
): Pod[] | undefined {
  const priority = pod.spec.priority ?? 0;
  if (pod.spec.preemptionPolicy === 'Never' || priority <= 0) {
    return undefined;
  }
  const { name } = node.metadata;
  const onNode = objects
    .list(PODS)
    .filter(other => other.spec.nodeName === name);
  // room that is being made is waited for
  const isBeingMade = onNode.some(
    other =>
      other.metadata.deletionTimestamp !== undefined &&
      (other.spec.priority ?? 0) < priority,
  );
  const candidates = onNode
    .filter(other => isActive(other) && (other.spec.priority ?? 0) < priority)
    .sort((a, b) => (a.spec.priority ?? 0) - (b.spec.priority ?? 0));
  const used = new Map(loads.of(name));
  const victims: Pod[] = [];
  for (const candidate of isBeingMade ? [] : candidates) {
    for (const [resource, amount] of requestsOf(candidate)) {
      used.set(resource, (used.get(resource) ?? 0) - amount);
    }
    victims.push(candidate);
    if (!whyNot(pod, node, used)) {
      return victims;
    }
  }
  return undefined;
}
