import { isJsonObject, JsonObject, JsonValue } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';

/**
 * Built-in kinds that live outside namespaces. An instance owns one namespace only, so a template must not hold them:
 * what they change reaches other people's workloads.
 */
const CLUSTER_KINDS = new Set([
  'APIService',
  'CertificateSigningRequest',
  'ClusterRole',
  'ClusterRoleBinding',
  'CSIDriver',
  'CSINode',
  'CustomResourceDefinition',
  'DeviceClass',
  'FlowSchema',
  'GatewayClass',
  'IngressClass',
  'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration',
  'Namespace',
  'Node',
  'PersistentVolume',
  'PriorityClass',
  'PriorityLevelConfiguration',
  'RuntimeClass',
  'StorageClass',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
  'ValidatingWebhookConfiguration',
  'VolumeAttachment',
]);

/** Checks what must be known of an object before it is rendered: its type, its name, and that it stays in its namespace. */
export function checkObject(
  template: JsonObject,
  path: JsonPath,
): readonly UnplacedProblem[] {
  return [
    ...literalText(template.apiVersion, [...path, 'apiVersion']),
    ...literalText(template.kind, [...path, 'kind']),
    ...clusterKind(template.kind, [...path, 'kind']),
    ...secretValues(template, path),
    ...metadataProblems(template.metadata, [...path, 'metadata']),
  ];
}

/** Checks an object that is only read: whatever lives in this namespace or in none, but never a Secret. */
export function checkExternal(
  reference: JsonObject,
  path: JsonPath,
): readonly UnplacedProblem[] {
  const metadata = isJsonObject(reference.metadata) ? reference.metadata : {};
  return [
    ...literalText(reference.apiVersion, [...path, 'apiVersion']),
    ...literalText(reference.kind, [...path, 'kind']),
    ...(reference.kind === 'Secret'
      ? [
          templateError(
            'invalid-field',
            [...path, 'kind'],
            'A template never reads a Secret: its values would stand in plans and logs. Let the workload refer to it by name.',
          ),
        ]
      : []),
    ...foreignNamespace(metadata.namespace, [...path, 'metadata', 'namespace']),
  ];
}

function literalText(
  value: JsonValue | undefined,
  path: JsonPath,
): UnplacedProblem[] {
  return typeof value === 'string' && value !== '' && !value.includes('${')
    ? []
    : [
        templateError(
          'invalid-field',
          path,
          `${
            path[path.length - 1]
          } must be written out, so that it is known what the template makes.`,
        ),
      ];
}

/** Whether a built-in kind lives outside namespaces. */
export function isClusterKind(kind: string): boolean {
  return CLUSTER_KINDS.has(kind);
}

function clusterKind(
  kind: JsonValue | undefined,
  path: JsonPath,
): UnplacedProblem[] {
  return typeof kind === 'string' && isClusterKind(kind)
    ? [
        templateError(
          'invalid-field',
          path,
          `A ${kind} lives outside namespaces. An instance stays in its own namespace; ask the platform's owners to provide it.`,
        ),
      ]
    : [];
}

/** A template is read by many and kept in git: it refers to Secrets and never holds one. */
function secretValues(template: JsonObject, path: JsonPath): UnplacedProblem[] {
  return template.kind === 'Secret'
    ? [
        templateError(
          'invalid-field',
          [...path, 'kind'],
          'A template never holds a Secret. Refer to an existing one by its name.',
        ),
      ]
    : [];
}

function metadataProblems(
  metadata: JsonValue | undefined,
  path: JsonPath,
): UnplacedProblem[] {
  if (!isJsonObject(metadata)) {
    return [
      templateError('invalid-field', path, 'metadata with a name is required.'),
    ];
  }
  const problems: UnplacedProblem[] = [];
  if (typeof metadata.name !== 'string' || metadata.name === '') {
    problems.push(
      templateError(
        'invalid-field',
        [...path, 'name'],
        'metadata.name is required, such as ${schema.metadata.name}.',
      ),
    );
  }
  problems.push(
    ...foreignNamespace(metadata.namespace, [...path, 'namespace']),
  );
  return [
    ...problems,
    ...reservedKeys(metadata.labels, [...path, 'labels']),
    ...reservedKeys(metadata.annotations, [...path, 'annotations']),
  ];
}

/** An expression is compared with the instance's namespace when it is rendered. */
function foreignNamespace(
  namespace: JsonValue | undefined,
  path: JsonPath,
): readonly UnplacedProblem[] {
  const isExpression =
    typeof namespace === 'string' && namespace.includes('${');
  return namespace === undefined || isExpression
    ? []
    : [
        templateError(
          'invalid-field',
          path,
          'Leave the namespace out: every object is in the namespace of its instance.',
        ),
      ];
}

function reservedKeys(
  map: JsonValue | undefined,
  path: JsonPath,
): UnplacedProblem[] {
  return isJsonObject(map)
    ? Object.keys(map)
        .filter(key => /^([a-z.]+\.)?kro\.run\//.test(key))
        .map(key => ({
          ...templateError(
            'invalid-field',
            [...path, key],
            `${key} belongs to kro; a template must not set it.`,
          ),
          at: 'key' as const,
        }))
    : [];
}
