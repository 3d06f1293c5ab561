import type {
  LiveEnvironment,
  LivePod,
  LiveWorkload,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { PodState } from '../reflector/projections/podProjection';
import type { WorkloadState } from '../reflector/projections/workloadProjection';
import { workloadsOfTarget } from '../targets/chooseWorkload';
import { detectOwner } from '../targets/detectOwner';
import { podStatus } from './podStatus';

/** More are not sent; the answer says how many there are. */
const MOST_PODS = 5_000;
/** Those that need somebody come first. */
const ORDER: readonly LivePod['status'][] = [
  'failing',
  'starting',
  'ending',
  'ready',
  'done',
];

/** What runs of a target: its workloads, and the pods that these select. */
export function liveEnvironment(options: {
  readonly target: TargetFacts;
  readonly freshness: LiveEnvironment['freshness'];
  readonly words: string;
  /** All of the target's namespace. */
  readonly workloads: readonly WorkloadState[];
  readonly pods: Iterable<PodState>;
}): LiveEnvironment {
  const { target, freshness, words, pods } = options;
  const workloads = workloadsOfTarget(target, options.workloads);
  const found: LivePod[] = [];
  for (const pod of pods) {
    const workload = workloads.find(({ selector }) => selects(selector, pod));
    if (workload) {
      found.push(livePod(pod, workload.name));
    }
  }
  found.sort(
    (left, right) =>
      ORDER.indexOf(left.status) - ORDER.indexOf(right.status) ||
      left.name.localeCompare(right.name),
  );
  const { environment, cluster, namespace } = target;
  return {
    environment,
    cluster,
    namespace,
    status: 'known',
    freshness,
    words: words || summary(workloads, found),
    workloads: workloads.map(liveWorkload),
    pods: found.slice(0, MOST_PODS),
    morePods: Math.max(0, found.length - MOST_PODS),
  };
}

function selects(
  selector: Readonly<Record<string, string>>,
  { labels }: PodState,
): boolean {
  const wanted = Object.entries(selector);
  return (
    wanted.length > 0 && wanted.every(([name, value]) => labels[name] === value)
  );
}

function livePod(pod: PodState, workload: string): LivePod {
  return {
    name: pod.name,
    workload,
    ...podStatus(pod),
    restarts: pod.containers.reduce((sum, { restarts }) => sum + restarts, 0),
    node: pod.node,
    images: pod.containers.map(({ image }) => image),
    containers: pod.containers.map(({ name }) => name),
    createdAt: new Date(pod.createdAt * 1_000).toISOString(),
  };
}

function liveWorkload(workload: WorkloadState): LiveWorkload {
  const { kind, name, ready, desired, images, labels, annotations } = workload;
  const { owner, managers } = workload;
  const other = detectOwner({
    labels,
    annotations,
    managers,
    ...(owner ? { controller: owner } : {}),
  });
  return {
    kind,
    name,
    ready,
    desired,
    images,
    ...(other ? { otherOwner: other.name } : {}),
  };
}

function summary(
  workloads: readonly WorkloadState[],
  pods: readonly LivePod[],
): string {
  if (workloads.length === 0) {
    return 'Nothing is deployed here yet.';
  }
  const ready = pods.filter(({ status }) => status === 'ready').length;
  const failing = pods.filter(({ status }) => status === 'failing').length;
  return failing > 0
    ? `${failing} of ${pods.length} pods are failing.`
    : `${ready} of ${pods.length} pods are ready.`;
}
