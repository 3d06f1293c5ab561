import { notFound } from '../api/ApiError';
import { timestamp } from '../api/newObject';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { formatQuantity } from '../model/quantity';
import { Pod } from '../model/workloads';
import { NODES, PODS } from '../resources/resourceTable';
import { parseLabelSelector } from '../resources/selectors';
import { Usage, Simulation } from '../simulation/Simulation';
import { AskedResource } from './authorizeRequest';

const ROOT = '/apis/metrics.k8s.io/v1beta1/';
const WINDOW = '10s';
const VERSION = 'metrics.k8s.io/v1beta1';

/** What of the metrics API a path asks for, if anything. */
export function metricsAt(path: string): AskedResource | undefined {
  const [, namespace = '', plural, name = ''] =
    (path.startsWith(ROOT) &&
      /^(?:namespaces\/([^/]+)\/)?(pods|nodes)(?:\/([^/]+))?$/.exec(
        path.slice(ROOT.length),
      )) ||
    [];
  const isInPlace = plural === 'nodes' ? !namespace : namespace !== '' || !name;
  return plural && isInPlace
    ? { ...asked(plural), namespace, name }
    : undefined;
}

/** What pods and nodes use now: one, or a list by label selector (`kubectl top`, autoscalers). */
export function handleMetrics(
  objects: ObjectApi,
  simulation: Simulation,
  target: AskedResource,
  query: URLSearchParams,
) {
  const now = objects.environment.now();
  const kind = target.plural === 'pods' ? 'PodMetrics' : 'NodeMetrics';
  const isSelected = parseLabelSelector(query.get('labelSelector') ?? '');
  const found =
    target.plural === 'pods'
      ? objects
          .list(PODS, target.namespace || undefined)
          .flatMap(pod => podMetrics(pod, simulation, now))
      : objects
          .list(NODES)
          .map(node => nodeMetrics(node, objects, simulation, now));
  if (target.name) {
    const one = found.find(it => it.metadata.name === target.name);
    if (!one) {
      throw notFound(target, target.name);
    }
    const { source: _, ...item } = one;
    return { kind, apiVersion: VERSION, ...item };
  }
  return {
    kind: `${kind}List`,
    apiVersion: VERSION,
    metadata: {},
    items: found
      .filter(it => isSelected(it.source))
      .map(({ source: _, ...it }) => it),
  };
}

function podMetrics(pod: Pod, simulation: Simulation, now: Date) {
  const { name, namespace, labels } = pod.metadata;
  const containers = pod.spec.containers.flatMap(container => {
    const usage = simulation.usage(pod, container, now);
    return usage ? [{ name: container.name, usage: quantities(usage) }] : [];
  });
  return containers.length === 0
    ? []
    : [
        {
          metadata: {
            name,
            namespace,
            labels,
            creationTimestamp: timestamp(now),
          },
          timestamp: timestamp(now),
          window: WINDOW,
          containers,
          source: pod,
        },
      ];
}

function nodeMetrics(
  node: KubernetesObject,
  objects: ObjectApi,
  simulation: Simulation,
  now: Date,
) {
  const total: Usage = { cpu: 0, memory: 0 };
  for (const pod of objects.list(PODS)) {
    for (const container of pod.spec.containers) {
      const usage =
        pod.spec.nodeName === node.metadata.name
          ? simulation.usage(pod, container, now)
          : undefined;
      total.cpu += usage?.cpu ?? 0;
      total.memory += usage?.memory ?? 0;
    }
  }
  const { name, labels } = node.metadata;
  return {
    metadata: { name, labels, creationTimestamp: timestamp(now) },
    timestamp: timestamp(now),
    window: WINDOW,
    usage: quantities(total),
    source: node,
  };
}

function quantities({ cpu, memory }: Usage) {
  return {
    cpu: formatQuantity('cpu', cpu),
    memory: `${Math.round(memory / 1024)}Ki`,
  };
}

function asked(plural: string) {
  return {
    group: 'metrics.k8s.io',
    plural,
    kind: plural === 'pods' ? 'PodMetrics' : 'NodeMetrics',
    subresource: '',
  };
}
