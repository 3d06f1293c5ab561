/**
 * Writes src/protobuf/messages.json: how the served kinds and the options of requests look in Kubernetes' protobuf form, as the
 * published Go types say in their field tags (number, JSON name, inlining, what is left out when empty).
 *
 * Run it when the version or the served kinds change, with the Go modules k8s.io/api and k8s.io/apimachinery in the module cache:
 *   node scripts/generateMessages.mjs --modules "$(go env GOMODCACHE)/k8s.io" --version v0.36.3
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const META = 'k8s.io/apimachinery/pkg/apis/meta/v1';
const KINDS = {
  'k8s.io/api/core/v1':
    'Namespace Node Pod Service Endpoints ConfigMap Secret Event ServiceAccount PersistentVolumeClaim ResourceQuota LimitRange',
  'k8s.io/api/apps/v1': 'Deployment ReplicaSet StatefulSet DaemonSet',
  'k8s.io/api/authentication/v1': 'TokenRequest',
  'k8s.io/api/authorization/v1':
    'SelfSubjectAccessReview SubjectAccessReview SelfSubjectRulesReview',
  'k8s.io/api/autoscaling/v1': 'Scale',
  'k8s.io/api/autoscaling/v2': 'HorizontalPodAutoscaler',
  'k8s.io/api/batch/v1': 'Job CronJob',
  'k8s.io/api/coordination/v1': 'Lease',
  'k8s.io/api/discovery/v1': 'EndpointSlice',
  'k8s.io/api/networking/v1': 'NetworkPolicy Ingress',
  'k8s.io/api/policy/v1': 'PodDisruptionBudget Eviction',
  'k8s.io/api/rbac/v1': 'ClusterRole ClusterRoleBinding Role RoleBinding',
  'k8s.io/api/scheduling/v1': 'PriorityClass',
  [META]: 'DeleteOptions',
};
/** Types with a JSON form of their own, which the decoder knows. */
const SPECIAL = {
  [`${META}.Time`]: 'time',
  [`${META}.MicroTime`]: 'microTime',
  [`${META}.FieldsV1`]: 'json',
  'k8s.io/apimachinery/pkg/runtime.RawExtension': 'json',
  'k8s.io/apimachinery/pkg/api/resource.Quantity': 'quantity',
  'k8s.io/apimachinery/pkg/util/intstr.IntOrString': 'intOrString',
  'k8s.io/apimachinery/pkg/types.UID': 'string',
  'k8s.io/apimachinery/pkg/types.NodeName': 'string',
};
const { values: options } = parseArgs({
  options: { modules: { type: 'string' }, version: { type: 'string' } },
});

const packages = new Map();
const messages = {};
const kinds = {};
for (const [path, names] of Object.entries(KINDS)) {
  const [group, version] = path.split('/').slice(-2);
  for (const name of names.split(' ')) {
    kinds[name] = `${group}/${version}.${name}`;
    addMessage(path, name);
  }
}
writeFileSync(
  new URL('../src/protobuf/messages.json', import.meta.url),
  `${JSON.stringify({ kinds, messages: sorted(messages) }, undefined, 1)}\n`,
);

function addMessage(path, name) {
  const id = `${path.split('/').slice(-2).join('/')}.${name}`;
  if (messages[id]) {
    return id;
  }
  messages[id] = {};
  for (const { goType, json, number } of packageAt(path).structs.get(name)) {
    messages[id][number] = fieldOf(path, goType, json);
  }
  return id;
}

function fieldOf(path, goType, [name, ...flags]) {
  const isInline = flags.includes('inline');
  const isPointer = goType.startsWith('*');
  const { shape, type } = resolve(path, goType.replace(/^\*/, ''));
  return {
    ...(isInline ? {} : { name }),
    ...(shape === 'one' ? {} : { shape }),
    type,
    // what Go writes even when it is empty, and JSON leaves out
    ...(flags.includes('omitempty') && !isPointer && shape === 'one'
      ? { omitEmpty: true }
      : {}),
  };
}

function resolve(path, goType) {
  if (goType === '[]byte') {
    return { shape: 'one', type: 'bytes' };
  }
  if (goType.startsWith('[]')) {
    return {
      shape: 'list',
      type: resolve(path, goType.slice(2).replace(/^\*/, '')).type,
    };
  }
  const map = /^map\[[\w.]+\](.+)$/.exec(goType);
  if (map) {
    const value = resolve(path, map[1]);
    return {
      shape: 'map',
      // a list as a map's value is a message of its own
      type: value.shape === 'list' ? 'items' : value.type,
    };
  }
  if (/^(string|bool|int|int32|int64)$/.test(goType)) {
    return { shape: 'one', type: goType.replace(/^int\d*$/, 'integer') };
  }
  const [prefix, imported] = goType.split('.');
  const { structs, aliases, imports } = packageAt(path);
  const home = imported ? imports.get(prefix) : path;
  const name = imported ?? prefix;
  if (SPECIAL[`${home}.${name}`]) {
    return { shape: 'one', type: SPECIAL[`${home}.${name}`] };
  }
  if (imported) {
    return resolve(home, name);
  }
  if (structs.has(name)) {
    return { shape: 'one', type: addMessage(path, name) };
  }
  return resolve(
    path,
    aliases.get(name) ?? fail(`unknown type ${goType} in ${path}`),
  );
}

function packageAt(path) {
  if (!packages.has(path)) {
    const [, module, folder] = /^k8s\.io\/([^/]+)\/(.*)$/.exec(path);
    packages.set(
      path,
      parse(
        readFileSync(
          `${options.modules}/${module}@${options.version}/${folder}/types.go`,
          'utf8',
        ),
      ),
    );
  }
  return packages.get(path);
}

function parse(source) {
  const structs = new Map();
  for (const [, name, body] of source.matchAll(
    /^type (\w+) struct \{\n([^]*?)^\}/gm,
  )) {
    const fields = body.matchAll(
      /^\s*(?:\w+\s+)?(\S+)\s+`(?=.*json:"([^"]*)")(?=.*protobuf:"\w+,(\d+)).*`/gm,
    );
    structs.set(
      name,
      [...fields].map(([, goType, json, number]) => ({
        goType,
        json: json.split(','),
        number,
      })),
    );
  }
  return {
    structs,
    aliases: new Map(
      [
        ...source.matchAll(
          /^\s*(?:type )?(\w+) =? ?((?:map\[|\[\])?[\w.\]]+)$/gm,
        ),
      ].map(([, name, goType]) => [name, goType]),
    ),
    imports: new Map(
      [...source.matchAll(/^\s+(?:(\w+) )?"([^"]+)"$/gm)].map(
        ([, alias, path]) => [alias ?? path.split('/').pop(), path],
      ),
    ),
  };
}

function sorted(object) {
  return Object.fromEntries(
    Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function fail(message) {
  throw new Error(message);
}
