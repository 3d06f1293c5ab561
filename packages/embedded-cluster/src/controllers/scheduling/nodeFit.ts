import { ClusterNode, Taint } from '../../model/cluster';
import { quantityOf } from '../../model/quantity';
import {
  NodeSelectorTerm,
  Pod,
  PodSpec,
  Toleration,
} from '../../model/workloads';
import { matchesSelector } from '../../resources/selectors';
import { findCondition } from '../conditions';

/** Amounts by resource. */
export type Amounts = ReadonlyMap<string, number>;

/** What a pod asks for: the sum of its containers, and one place. */
export function requestsOf({ spec }: Pod): Amounts {
  const total = new Map<string, number>([['pods', 1]]);
  for (const { resources } of spec.containers) {
    for (const [resource, amount] of Object.entries(
      resources?.requests ?? {},
    )) {
      total.set(resource, (total.get(resource) ?? 0) + quantityOf(amount));
    }
  }
  return total;
}

/** Why a node does not take a pod, in the scheduler's words; undefined when it does. `used` is what its pods ask for. */
export function whyNot(
  pod: Pod,
  node: ClusterNode,
  used: Amounts,
): string | undefined {
  if (findCondition(node.status?.conditions, 'Ready')?.status !== 'True') {
    return 'node(s) were not ready';
  }
  if (!selectsNode(pod.spec, node)) {
    return "node(s) didn't match Pod's node affinity/selector";
  }
  const unschedulable: Taint = {
    key: 'node.kubernetes.io/unschedulable',
    effect: 'NoSchedule',
  };
  if (
    node.spec?.unschedulable &&
    !isTolerated(unschedulable, pod.spec.tolerations)
  ) {
    return 'node(s) were unschedulable';
  }
  const taint = (node.spec?.taints ?? []).find(
    it =>
      it.effect !== 'PreferNoSchedule' &&
      !isTolerated(it, pod.spec.tolerations),
  );
  if (taint) {
    return 'node(s) had untolerated taint(s)';
  }
  return insufficient(pod, node, used);
}

/** The first resource that a node has too little of for a pod. */
export function insufficient(
  pod: Pod,
  node: ClusterNode,
  used: Amounts,
): string | undefined {
  for (const [resource, amount] of requestsOf(pod)) {
    const capacity = quantityOf(node.status?.allocatable?.[resource]);
    // a little play for sums of fractions
    if ((used.get(resource) ?? 0) + amount > capacity + 1e-9) {
      return resource === 'pods' ? 'Too many pods' : `Insufficient ${resource}`;
    }
  }
  return undefined;
}

/** Whether a pod endures a taint. */
export function isTolerated(
  taint: Taint,
  tolerations: readonly Toleration[] = [],
): boolean {
  return tolerations.some(
    ({ key, operator, value, effect }) =>
      (!effect || effect === taint.effect) &&
      (!key || key === taint.key) &&
      (operator === 'Exists' || (value ?? '') === (taint.value ?? '')),
  );
}

/** Whether a pod's selector and required affinity allow a node. */
export function selectsNode(
  { nodeSelector, affinity }: PodSpec,
  node: ClusterNode,
): boolean {
  const { labels, name } = node.metadata;
  const terms =
    affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution
      ?.nodeSelectorTerms;
  const matches = ({ matchExpressions, matchFields }: NodeSelectorTerm) =>
    matchesSelector({ matchExpressions }, labels) &&
    matchesSelector(
      { matchExpressions: matchFields },
      { 'metadata.name': name },
    );
  return (
    matchesSelector({ matchLabels: nodeSelector }, labels) &&
    (!terms || terms.some(matches))
  );
}
