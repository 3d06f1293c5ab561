import {
  EndpointAddress,
  EndpointSlice,
  Service,
  ServicePort,
} from '../model/cluster';
import { Pod } from '../model/workloads';
import {
  ENDPOINT_SLICES,
  ENDPOINTS,
  PODS,
  SERVICES,
} from '../resources/resourceTable';
import { keyOf, ObjectKey } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import { Controller, ControllerContext } from './Controller';
import { referenceTo } from './owners';
import { isReady } from './podState';

const MANAGER = 'kube-controller-manager';

/** A service's port as one pod serves it. */
interface ResolvedPort {
  readonly name: string | undefined;
  readonly port: number;
  readonly protocol: string;
}

/** Keeps Endpoints and one EndpointSlice per service with a selector. Ports are resolved by the first pod that has them. */
export const endpointsController: Controller = {
  name: 'endpoints-controller',
  watches: [
    { type: SERVICES },
    {
      type: PODS,
      concerns: (pod, objects) =>
        objects
          .list(SERVICES, pod.metadata.namespace)
          .filter(service => selects(service, pod.metadata.labels))
          .map(keyOf),
    },
  ],
  reconcile(key, context) {
    const service = context.objects.find(SERVICES, key);
    if (!service) {
      removeEndpoints(key, context);
      return;
    }
    if (!service.spec.selector || service.spec.type === 'ExternalName') {
      return;
    }
    const pods = context.objects
      .list(PODS, key.namespace)
      .filter(
        pod => selects(service, pod.metadata.labels) && pod.status?.podIP,
      );
    const ports = (service.spec.ports ?? []).map(port =>
      resolvePort(port, pods),
    );
    writeEndpoints(service, pods, ports, context);
    writeSlice(service, pods, ports, context);
  },
};

function selects(
  service: Service,
  labels: Record<string, string> | undefined,
): boolean {
  const { selector } = service.spec;
  return (
    selector !== undefined && matchesSelector({ matchLabels: selector }, labels)
  );
}

function resolvePort(port: ServicePort, pods: readonly Pod[]): ResolvedPort {
  const { name, protocol = 'TCP', targetPort = port.port } = port;
  const number =
    typeof targetPort === 'number'
      ? targetPort
      : pods
          .flatMap(pod =>
            pod.spec.containers.flatMap(container => container.ports ?? []),
          )
          .find(candidate => candidate.name === targetPort)?.containerPort;
  return { name, port: number ?? port.port, protocol };
}

function addressOf(pod: Pod): EndpointAddress {
  return {
    ip: pod.status?.podIP ?? '',
    nodeName: pod.spec.nodeName,
    targetRef: {
      kind: 'Pod',
      namespace: pod.metadata.namespace,
      name: pod.metadata.name,
      uid: pod.metadata.uid,
    },
  };
}

function serves(service: Service, pod: Pod): boolean {
  return (
    service.spec.publishNotReadyAddresses === true ||
    (isReady(pod) && !pod.metadata.deletionTimestamp)
  );
}

function writeEndpoints(
  service: Service,
  pods: readonly Pod[],
  ports: readonly ResolvedPort[],
  { objects }: ControllerContext,
): void {
  const key = keyOf(service);
  const ready = pods.filter(pod => serves(service, pod)).map(addressOf);
  const notReady = pods
    .filter(pod => !serves(service, pod) && !pod.metadata.deletionTimestamp)
    .map(addressOf);
  const subsets =
    ready.length + notReady.length === 0
      ? undefined
      : [
          {
            ...(ready.length > 0 && { addresses: ready }),
            ...(notReady.length > 0 && { notReadyAddresses: notReady }),
            ports: [...ports],
          },
        ];
  if (!objects.find(ENDPOINTS, key)) {
    objects.create(
      ENDPOINTS,
      key.namespace,
      {
        metadata: { name: key.name, labels: service.metadata.labels },
        subsets,
      },
      { manager: MANAGER },
    );
    return;
  }
  objects.update(
    ENDPOINTS,
    key,
    draft => {
      draft.metadata.labels = service.metadata.labels;
      draft.subsets = subsets;
    },
    { manager: MANAGER },
  );
}

function writeSlice(
  service: Service,
  pods: readonly Pod[],
  ports: readonly ResolvedPort[],
  { objects }: ControllerContext,
): void {
  const { namespace, name } = keyOf(service);
  const content: Pick<EndpointSlice, 'addressType' | 'endpoints' | 'ports'> = {
    addressType: 'IPv4',
    endpoints: pods.map(pod => ({
      addresses: [pod.status?.podIP ?? ''],
      conditions: {
        ready: serves(service, pod),
        serving: isReady(pod),
        terminating: pod.metadata.deletionTimestamp !== undefined,
      },
      nodeName: pod.spec.nodeName,
      targetRef: addressOf(pod).targetRef,
    })),
    ports: ports.map(port => ({ ...port, name: port.name ?? '' })),
  };
  const slice = objects
    .list(ENDPOINT_SLICES, namespace)
    .find(it => it.metadata.labels?.['kubernetes.io/service-name'] === name);
  if (!slice) {
    objects.create(
      ENDPOINT_SLICES,
      namespace,
      {
        metadata: {
          generateName: `${name}-`,
          labels: {
            'kubernetes.io/service-name': name,
            'endpointslice.kubernetes.io/managed-by':
              'endpointslice-controller.k8s.io',
          },
          ownerReferences: [referenceTo(service)],
        },
        ...content,
      },
      { manager: MANAGER },
    );
    return;
  }
  objects.update(
    ENDPOINT_SLICES,
    keyOf(slice),
    draft => ({ ...draft, ...content }),
    {
      manager: MANAGER,
    },
  );
}

/** Endpoints carry no owner; they go with the service of their name. */
function removeEndpoints(key: ObjectKey, { objects }: ControllerContext): void {
  if (objects.find(ENDPOINTS, key)) {
    objects.delete(ENDPOINTS, key);
  }
}
