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

function clusterKind(
  kind: JsonValue | undefined,
  path: JsonPath,
): UnplacedProblem[] {
  return typeof kind === 'string' && CLUSTER_KINDS.has(kind)
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
  const namespace = metadata.namespace;
  // An expression is compared with the instance's namespace when it is rendered.
  const isExpression =
    typeof namespace === 'string' && namespace.includes('${');
  if (namespace !== undefined && !isExpression) {
    problems.push(
      templateError(
        'invalid-field',
        [...path, 'namespace'],
        'Leave the namespace out: every object goes to the namespace of its instance.',
      ),
    );
  }
  return [
    ...problems,
    ...reservedKeys(metadata.labels, [...path, 'labels']),
    ...reservedKeys(metadata.annotations, [...path, 'annotations']),
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
