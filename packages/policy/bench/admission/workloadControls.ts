import type { Control } from './control';

const pod = { pod: 'object.spec.template.spec' };
const containers = {
  ...pod,
  containers:
    'variables.pod.containers + (has(variables.pod.initContainers) ? variables.pod.initContainers : [])',
};

function workload(
  name: string,
  demands: string | readonly string[],
  variables: Readonly<Record<string, string>> = containers,
): Control {
  return {
    name,
    on: 'workloads',
    demands: typeof demands === 'string' ? [demands] : demands,
    variables,
  };
}

function each(condition: string): string {
  return `variables.containers.all(c, ${condition})`;
}

/** What is demanded of Deployments. */
export const workloadControls: readonly Control[] = [
  workload(
    'image-tag',
    each("c.image.contains(':') && !c.image.endsWith(':latest')"),
  ),
  workload(
    'image-registry',
    each(
      "c.image.startsWith('registry.example.com/') || c.image.startsWith('docker.io/library/')",
    ),
  ),
  workload(
    'image-digest',
    each("c.image.matches('^[^@]+(@sha256:[a-f0-9]{64})?$')"),
  ),
  workload(
    'image-pull-policy',
    each(
      "!has(c.imagePullPolicy) || c.imagePullPolicy in ['Always', 'IfNotPresent']",
    ),
  ),
  workload(
    'requests',
    each(
      'has(c.resources) && has(c.resources.requests) && has(c.resources.requests.cpu)',
    ),
  ),
  workload(
    'memory-limit',
    each(
      'has(c.resources) && has(c.resources.limits) && has(c.resources.limits.memory)',
    ),
  ),
  workload(
    'no-cpu-limit',
    each(
      '!has(c.resources) || !has(c.resources.limits) || !has(c.resources.limits.cpu)',
    ),
  ),
  workload(
    'readiness',
    'variables.pod.containers.all(c, has(c.readinessProbe))',
  ),
  workload(
    'liveness',
    'variables.pod.containers.all(c, has(c.livenessProbe) && c.livenessProbe.periodSeconds >= 5)',
  ),
  workload(
    'not-privileged',
    each(
      '!has(c.securityContext) || !has(c.securityContext.privileged) || !c.securityContext.privileged',
    ),
  ),
  workload(
    'no-escalation',
    each(
      'has(c.securityContext) && has(c.securityContext.allowPrivilegeEscalation) && !c.securityContext.allowPrivilegeEscalation',
    ),
  ),
  workload(
    'read-only-root',
    each(
      'has(c.securityContext) && has(c.securityContext.readOnlyRootFilesystem) && c.securityContext.readOnlyRootFilesystem',
    ),
  ),
  workload(
    'non-root',
    '(has(variables.pod.securityContext) && has(variables.pod.securityContext.runAsNonRoot) && variables.pod.securityContext.runAsNonRoot) || variables.containers.all(c, has(c.securityContext) && has(c.securityContext.runAsNonRoot) && c.securityContext.runAsNonRoot)',
  ),
  workload(
    'drop-all',
    each(
      "has(c.securityContext) && has(c.securityContext.capabilities) && has(c.securityContext.capabilities.drop) && 'ALL' in c.securityContext.capabilities.drop",
    ),
  ),
  workload(
    'add-few',
    each(
      "!has(c.securityContext) || !has(c.securityContext.capabilities) || !has(c.securityContext.capabilities.add) || c.securityContext.capabilities.add.all(a, a in ['NET_BIND_SERVICE', 'CHOWN'])",
    ),
  ),
  workload(
    'host-network',
    '!has(variables.pod.hostNetwork) || !variables.pod.hostNetwork',
  ),
  workload(
    'host-namespaces',
    [
      '!has(variables.pod.hostPID) || !variables.pod.hostPID',
      '!has(variables.pod.hostIPC) || !variables.pod.hostIPC',
    ],
    pod,
  ),
  workload(
    'host-path',
    '!has(variables.pod.volumes) || variables.pod.volumes.all(v, !has(v.hostPath))',
    pod,
  ),
  workload(
    'volume-kinds',
    '!has(variables.pod.volumes) || variables.pod.volumes.all(v, has(v.configMap) || has(v.secret) || has(v.emptyDir) || has(v.persistentVolumeClaim))',
    pod,
  ),
  workload(
    'host-ports',
    each(
      '!has(c.ports) || c.ports.all(p, !has(p.hostPort) || p.hostPort == 0)',
    ),
  ),
  workload(
    'named-ports',
    each(
      "!has(c.ports) || c.ports.all(p, has(p.name) && p.name.matches('^[a-z0-9-]+$'))",
    ),
  ),
  workload(
    'high-ports',
    each('!has(c.ports) || c.ports.all(p, p.containerPort >= 1024)'),
  ),
  workload('container-count', [
    'size(variables.containers) <= 8',
    'size(variables.containers) > 0',
  ]),
  workload(
    'no-plain-secrets',
    each(
      "!has(c.env) || c.env.all(e, !has(e.value) || !(e.name.endsWith('_PASSWORD') || e.name.endsWith('_TOKEN')))",
    ),
  ),
  workload(
    'env-names',
    each("!has(c.env) || c.env.all(e, e.name.matches('^[A-Z][A-Z0-9_]*$'))"),
  ),
  workload(
    'distinct-env',
    each('!has(c.env) || c.env.all(e, c.env.exists_one(f, f.name == e.name))'),
  ),
  workload(
    'service-account',
    "has(variables.pod.serviceAccountName) && variables.pod.serviceAccountName != 'default'",
    pod,
  ),
  workload(
    'no-token',
    'has(variables.pod.automountServiceAccountToken) && !variables.pod.automountServiceAccountToken',
    pod,
  ),
  workload(
    'termination-grace',
    '!has(variables.pod.terminationGracePeriodSeconds) || variables.pod.terminationGracePeriodSeconds <= 120',
    pod,
  ),
  workload(
    'priority',
    "!has(variables.pod.priorityClassName) || !variables.pod.priorityClassName.startsWith('system-')",
    pod,
  ),
  workload(
    'spread',
    'object.spec.replicas < 3 || has(variables.pod.topologySpreadConstraints)',
    pod,
  ),
  workload(
    'tolerations',
    "!has(variables.pod.tolerations) || variables.pod.tolerations.all(t, has(t.key) && t.key != 'node-role.kubernetes.io/control-plane')",
    pod,
  ),
  workload(
    'replicas',
    ['object.spec.replicas >= 2', 'object.spec.replicas <= 50'],
    {},
  ),
  workload(
    'replicas-by-stage',
    "object.metadata.namespace != 'prod' || object.spec.replicas >= 3",
    {},
  ),
  workload(
    'strategy',
    "!has(object.spec.strategy) || !has(object.spec.strategy.type) || object.spec.strategy.type == 'RollingUpdate'",
    {},
  ),
  workload(
    'max-unavailable',
    "!has(object.spec.strategy) || !has(object.spec.strategy.rollingUpdate) || object.spec.strategy.rollingUpdate.maxUnavailable != '100%'",
    {},
  ),
  workload(
    'history',
    '!has(object.spec.revisionHistoryLimit) || object.spec.revisionHistoryLimit <= 10',
    {},
  ),
  workload(
    'selector',
    'object.spec.selector.matchLabels.all(k, k in object.spec.template.metadata.labels && object.spec.template.metadata.labels[k] == object.spec.selector.matchLabels[k])',
    {},
  ),
  workload('selector-key', "'app' in object.spec.selector.matchLabels", {}),
  workload(
    'template-labels',
    "has(object.spec.template.metadata.labels) && 'team' in object.spec.template.metadata.labels",
    {},
  ),
];
