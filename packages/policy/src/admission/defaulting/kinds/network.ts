import {
  ensureObject,
  hasMembers,
  type JsonObject,
  objectAt,
  objectsAt,
  setDefault,
  setDefaults,
  stringAt,
} from '../jsonObject';

const threeHours = 10_800;

/** A service. Its addresses, their families and node ports are the cluster's to give out. */
export function defaultService(service: JsonObject): void {
  const spec = ensureObject(service, 'spec');
  setDefaults(spec, { type: 'ClusterIP', sessionAffinity: 'None' });
  defaultAffinity(spec);
  for (const port of objectsAt(spec, 'ports')) {
    setDefault(port, 'protocol', 'TCP');
    if (port.targetPort === undefined || port.targetPort === '') {
      port.targetPort = port.port ?? 0;
    }
  }
  const type = stringAt(spec, 'type');
  const hasClusterIp = ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type);
  const isReachableFromOutside =
    ['NodePort', 'LoadBalancer'].includes(type) ||
    (type === 'ClusterIP' && hasMembers(spec.externalIPs));
  if (isReachableFromOutside) {
    setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  }
  if (hasClusterIp) {
    setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  }
  if (type === 'LoadBalancer') {
    setDefault(spec, 'allocateLoadBalancerNodePorts', true);
  }
}

/** A network policy. */
export function defaultNetworkPolicy(policy: JsonObject): void {
  const spec = ensureObject(policy, 'spec');
  if (!hasMembers(spec.policyTypes)) {
    spec.policyTypes = hasMembers(spec.egress)
      ? ['Ingress', 'Egress']
      : ['Ingress'];
  }
  for (const rule of ['ingress', 'egress'].flatMap(direction =>
    objectsAt(spec, direction),
  )) {
    for (const port of objectsAt(rule, 'ports')) {
      setDefault(port, 'protocol', 'TCP');
    }
  }
}

/** A class of ingresses. */
export function defaultIngressClass(ingressClass: JsonObject): void {
  const parameters = objectAt(objectAt(ingressClass, 'spec'), 'parameters');
  if (parameters) {
    setDefault(parameters, 'scope', 'Cluster');
  }
}

/** Endpoints, the older form. */
export function defaultEndpoints(endpoints: JsonObject): void {
  for (const subset of objectsAt(endpoints, 'subsets')) {
    for (const port of objectsAt(subset, 'ports')) {
      setDefault(port, 'protocol', 'TCP');
    }
  }
}

/** A slice of endpoints. */
export function defaultEndpointSlice(slice: JsonObject): void {
  for (const port of objectsAt(slice, 'ports')) {
    setDefaults(port, { name: '', protocol: 'TCP' });
  }
}

function defaultAffinity(spec: JsonObject): void {
  if (spec.sessionAffinity === 'None') {
    delete spec.sessionAffinityConfig;
  }
  const clientIp = objectAt(
    objectAt(spec, 'sessionAffinityConfig'),
    'clientIP',
  );
  if (
    spec.sessionAffinity === 'ClientIP' &&
    clientIp?.timeoutSeconds === undefined
  ) {
    spec.sessionAffinityConfig = { clientIP: { timeoutSeconds: threeHours } };
  }
}
