import { Service } from '../model/cluster';
import { KubernetesObject } from '../model/KubernetesObject';
import { SERVICES } from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import { FieldFault, invalid } from './ApiError';
import type { ObjectApi } from './ObjectApi';

const FIRST_NODE_PORT = 30_000;
const LAST_NODE_PORT = 32_767;
const ADDRESSES = 256 * 256;

/** Gives a service, in place, its cluster address (10.96.0.0/16) and its node ports; keeps those it has. */
export function allocateService(
  type: ResourceType,
  object: KubernetesObject,
  previous: KubernetesObject | undefined,
  objects: ObjectApi,
): void {
  if (type !== SERVICES) {
    return;
  }
  // safety: SERVICES holds services, and the schema was checked
  const service = object as Service;
  const before = previous as Service | undefined;
  const others = () =>
    objects
      .list(SERVICES)
      .filter(other => other.metadata.uid !== service.metadata.uid);
  if (service.spec.type === 'ExternalName') {
    delete service.spec.clusterIP;
    delete service.spec.clusterIPs;
    return;
  }
  service.spec.clusterIP ??=
    service.spec.clusterIPs?.[0] ?? before?.spec.clusterIP;
  if (service.spec.clusterIP && service.spec.clusterIP !== 'None' && !before) {
    refuseTakenAddress(service, others());
  }
  service.spec.clusterIP ||= freeAddress(others());
  service.spec.clusterIPs = [service.spec.clusterIP];
  service.spec.ipFamilies ??= ['IPv4'];
  service.spec.ipFamilyPolicy ??= 'SingleStack';
  if (
    service.spec.type === 'NodePort' ||
    service.spec.type === 'LoadBalancer'
  ) {
    allocateNodePorts(service, before, others());
  }
}

function refuseTakenAddress(service: Service, others: Service[]): void {
  const { clusterIP } = service.spec;
  if (others.some(other => other.spec.clusterIP === clusterIP)) {
    const fault: FieldFault = {
      field: 'spec.clusterIPs',
      reason: 'FieldValueInvalid',
      message: `Invalid value: ["${clusterIP}"]: failed to allocate IP ${clusterIP}: provided IP is already allocated`,
    };
    throw invalid(SERVICES, service.metadata.name, [fault]);
  }
}

function freeAddress(others: Service[]): string {
  const taken = new Set(others.map(other => other.spec.clusterIP));
  for (let number = 1; number < ADDRESSES; number++) {
    const address = `10.96.${Math.floor(number / 256)}.${number % 256}`;
    if (!taken.has(address)) {
      return address;
    }
  }
  throw new Error(
    'All 65,535 service addresses of the embedded cluster are taken',
  );
}

function allocateNodePorts(
  service: Service,
  before: Service | undefined,
  others: Service[],
) {
  const taken = new Set(
    [service, ...others].flatMap(other =>
      (other.spec.ports ?? []).map(port => port.nodePort),
    ),
  );
  for (const port of service.spec.ports ?? []) {
    port.nodePort ??= before?.spec.ports?.find(
      old => old.port === port.port,
    )?.nodePort;
    for (
      let number = FIRST_NODE_PORT;
      !port.nodePort && number <= LAST_NODE_PORT;
      number++
    ) {
      if (!taken.has(number)) {
        port.nodePort = number;
        taken.add(number);
      }
    }
  }
}
