import type { Control } from './control';
import { workloadControls } from './workloadControls';

/** Sixty of them. */
export const commonControls: readonly Control[] = [
  ...workloadControls,
  {
    name: 'only-admins-scale',
    on: 'workloads',
    when: "!('admins' in request.userInfo.groups)",
    demands: ['object.spec.replicas <= 20'],
  },
  {
    name: 'no-delete-in-prod',
    on: 'workloads',
    when: "request.operation == 'UPDATE'",
    demands: [
      'oldObject == null || oldObject.spec.replicas - object.spec.replicas <= 5',
    ],
  },
  {
    name: 'service-type',
    on: 'services',
    demands: ["!has(object.spec.type) || object.spec.type != 'NodePort'"],
  },
  {
    name: 'no-load-balancer',
    on: 'services',
    demands: [
      "!has(object.spec.type) || object.spec.type != 'LoadBalancer' || (has(object.metadata.annotations) && 'example.com/internal' in object.metadata.annotations)",
    ],
  },
  {
    name: 'external-addresses',
    on: 'services',
    demands: [
      '!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0',
    ],
  },
  {
    name: 'service-ports',
    on: 'services',
    demands: [
      "object.spec.ports.all(p, has(p.name) && p.name != '')",
      'object.spec.ports.all(p, p.port > 0 && p.port < 65536)',
    ],
  },
  {
    name: 'service-selector',
    on: 'services',
    demands: ["has(object.spec.selector) && 'app' in object.spec.selector"],
  },
  {
    name: 'no-secrets-in-config',
    on: 'configMaps',
    demands: [
      "!has(object.data) || object.data.all(k, !k.contains('password') && !k.contains('token'))",
    ],
  },
  {
    name: 'config-size',
    on: 'configMaps',
    demands: [
      '!has(object.data) || object.data.all(k, size(object.data[k]) < 100000)',
    ],
  },
  {
    name: 'config-names',
    on: 'configMaps',
    demands: ["object.metadata.name.matches('^[a-z][a-z0-9-]{0,50}$')"],
  },
  {
    name: 'ingress-class',
    on: 'ingresses',
    demands: [
      "has(object.spec.ingressClassName) && object.spec.ingressClassName in ['internal', 'public']",
    ],
  },
  {
    name: 'ingress-hosts',
    on: 'ingresses',
    demands: [
      "object.spec.rules.all(r, has(r.host) && r.host.endsWith('.example.com'))",
    ],
  },
  {
    name: 'ingress-tls',
    on: 'ingresses',
    demands: [
      'has(object.spec.tls) && object.spec.rules.all(r, object.spec.tls.exists(t, r.host in t.hosts))',
    ],
  },
  {
    name: 'ingress-paths',
    on: 'ingresses',
    demands: [
      "object.spec.rules.all(r, !has(r.http) || r.http.paths.all(p, p.path.startsWith('/') && p.pathType == 'Prefix'))",
    ],
  },
  {
    name: 'team-label',
    on: 'all',
    demands: [
      "has(object.metadata.labels) && 'team' in object.metadata.labels",
    ],
  },
  {
    name: 'recommended-labels',
    on: 'all',
    demands: [
      "['app.kubernetes.io/name', 'app.kubernetes.io/part-of'].all(k, has(object.metadata.labels) && k in object.metadata.labels)",
    ],
  },
  {
    name: 'label-values',
    on: 'all',
    demands: [
      "!has(object.metadata.labels) || object.metadata.labels.all(k, object.metadata.labels[k].matches('^[a-z0-9.-]*$'))",
    ],
  },
  {
    name: 'owner-annotation',
    on: 'all',
    demands: [
      "has(object.metadata.annotations) && 'example.com/owner' in object.metadata.annotations && object.metadata.annotations['example.com/owner'].endsWith('@example.com')",
    ],
  },
  {
    name: 'not-in-default',
    on: 'all',
    demands: ["object.metadata.namespace != 'default'"],
  },
  {
    name: 'known-stage',
    on: 'all',
    demands: [
      "namespaceObject.metadata.labels['stage'] in ['dev', 'staging', 'prod']",
    ],
  },
];
