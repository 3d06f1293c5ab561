import {
  hasMembers,
  type JsonObject,
  type JsonValue,
  objectAt,
  objectsAt,
} from '../jsonObject';

const systemMetadata = [
  'uid',
  'creationTimestamp',
  'generation',
  'resourceVersion',
  'managedFields',
  'namespace',
];
const allocatedToService = [
  'clusterIP',
  'clusterIPs',
  'ipFamilies',
  'ipFamilyPolicy',
  'healthCheckNodePort',
];
const jobLabels = [
  'controller-uid',
  'job-name',
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
];

/**
 * A copy without what only a cluster gives out: system metadata, status, addresses, a job's selector, the random end of
 * a volume's name. Empty lists are null, since the answer to a dry run went through the storage's encoding.
 */
export function comparable(object: JsonObject): JsonObject {
  const copy: JsonObject = JSON.parse(
    JSON.stringify(object).replace(
      /kube-api-access-[a-z0-9]{5}/g,
      'kube-api-access-xxxxx',
    ),
  );
  drop(objectAt(copy, 'metadata'), systemMetadata);
  drop(copy, ['status']);
  const spec = objectAt(copy, 'spec');
  if (copy.kind === 'Service') {
    drop(spec, allocatedToService);
    objectsAt(spec, 'ports').forEach(port => drop(port, ['nodePort']));
  }
  if (copy.kind === 'Job' && spec && spec.manualSelector !== true) {
    drop(spec, ['selector']);
    for (const owner of [copy, objectAt(spec, 'template')]) {
      const metadata = objectAt(owner, 'metadata');
      drop(objectAt(metadata, 'labels'), jobLabels);
      if (metadata && !hasMembers(metadata.labels)) {
        delete metadata.labels;
      }
    }
  }
  return withoutEmptyLists(copy) as JsonObject; // safety: an object stays one
}

function drop(object: JsonObject | undefined, keys: readonly string[]): void {
  for (const key of keys) {
    delete object?.[key];
  }
}

function withoutEmptyLists(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.length === 0 ? null : value.map(withoutEmptyLists);
  }
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, member]) => [
          key,
          withoutEmptyLists(member),
        ]),
      )
    : value;
}
