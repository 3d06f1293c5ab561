/**
 * Writes src/schema/schemas.json: the structure (types, required fields, merge keys; no descriptions) of the served kinds, as a
 * real API server of the emulated version publishes it under /openapi/v3.
 *
 * Run it when the version or the resource table changes:
 *   node scripts/generateSchemas.mjs --kubeconfig FILE
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

const GROUP_VERSIONS = {
  'api/v1': [
    'Namespace',
    'Node',
    'Pod',
    'Service',
    'Endpoints',
    'ConfigMap',
    'Secret',
    'Event',
    'ServiceAccount',
    'PersistentVolumeClaim',
    'ResourceQuota',
    'LimitRange',
  ],
  'apis/apps/v1': ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'],
  'apis/autoscaling/v2': ['HorizontalPodAutoscaler'],
  'apis/admissionregistration.k8s.io/v1': [
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
  ],
  'apis/apiextensions.k8s.io/v1': ['CustomResourceDefinition'],
  'apis/authorization.k8s.io/v1': [
    'SelfSubjectAccessReview',
    'SubjectAccessReview',
    'SelfSubjectRulesReview',
  ],
  'apis/batch/v1': ['Job', 'CronJob'],
  'apis/coordination.k8s.io/v1': ['Lease'],
  'apis/discovery.k8s.io/v1': ['EndpointSlice'],
  'apis/networking.k8s.io/v1': ['NetworkPolicy', 'Ingress'],
  'apis/policy/v1': ['PodDisruptionBudget'],
  'apis/rbac.authorization.k8s.io/v1': [
    'ClusterRole',
    'ClusterRoleBinding',
    'Role',
    'RoleBinding',
  ],
  'apis/scheduling.k8s.io/v1': ['PriorityClass'],
};
/** Kinds that have no list of their own, or whose identifier no group's document carries first. */
const ALWAYS = [
  'io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Status',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Patch',
  'io.k8s.api.autoscaling.v1.Scale',
  'io.k8s.api.policy.v1.Eviction',
  'io.k8s.api.authentication.v1.TokenRequest',
];

const kubeconfig = process.argv[process.argv.indexOf('--kubeconfig') + 1];
const published = {};
const wanted = [...ALWAYS];
for (const [path, kinds] of Object.entries(GROUP_VERSIONS)) {
  const document = JSON.parse(
    execFileSync(
      'kubectl',
      ['--kubeconfig', kubeconfig, 'get', '--raw', `/openapi/v3/${path}`],
      { maxBuffer: 64 * 1024 * 1024 },
    ),
  );
  Object.assign(published, document.components.schemas);
  const [, group, version] = `${path}`.match(/^apis?\/?(.*?)\/?(v[^/]+)$/);
  for (const kind of kinds) {
    wanted.push(
      ...[kind, `${kind}List`].flatMap(name =>
        Object.keys(document.components.schemas).filter(id =>
          (
            document.components.schemas[id][
              'x-kubernetes-group-version-kind'
            ] ?? []
          ).some(
            gvk =>
              gvk.group === group &&
              gvk.version === version &&
              gvk.kind === name,
          ),
        ),
      ),
    );
  }
}

const schemas = {};
while (wanted.length > 0) {
  const id = wanted.pop();
  if (schemas[id]) continue;
  schemas[id] = withoutDescriptions(published[id]);
  for (const [, reference] of JSON.stringify(schemas[id]).matchAll(
    /"#\/components\/schemas\/([^"]+)"/g,
  )) {
    wanted.push(reference);
  }
}
const sorted = Object.fromEntries(
  Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(
  new URL('../src/schema/schemas.json', import.meta.url),
  `${JSON.stringify(sorted, undefined, 1)}\n`,
);

/** A field may itself be called "description", so only string values are dropped. */
function withoutDescriptions(schema) {
  return JSON.parse(
    JSON.stringify(schema, (key, value) =>
      key === 'description' && typeof value === 'string' ? undefined : value,
    ),
  );
}
