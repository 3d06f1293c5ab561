import type { NamespaceObject } from '../request/kubernetesObject';

const shownMetadata = [
  'name',
  'generateName',
  'namespace',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'labels',
  'annotations',
  'finalizers',
] as const;

/** What expressions read as `namespaceObject`: the fields that the API server shows of a namespace. */
export function namespaceValue(
  namespace: NamespaceObject,
): Readonly<Record<string, unknown>> {
  const { metadata } = namespace;
  return {
    metadata: Object.fromEntries(
      shownMetadata.flatMap(field =>
        isEmpty(metadata[field]) ? [] : [[field, metadata[field]]],
      ),
    ),
    spec: namespace.spec ?? {},
    status: namespace.status ?? {},
  };
}

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    value === '' ||
    value === 0 ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  );
}
