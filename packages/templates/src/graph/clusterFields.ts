/** Fields of metadata that only the API server or a controller fills in. */
const CLUSTER_METADATA: ReadonlySet<string> = new Set([
  'creationTimestamp',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'uid',
]);

/** Whether only the cluster knows what stands there: the status, what the API server adds to metadata, or the object as a whole. */
export function isFilledByCluster(fields: readonly string[]): boolean {
  const [first, second] = fields;
  return (
    first === undefined ||
    first === 'status' ||
    (first === 'metadata' &&
      (second === undefined || CLUSTER_METADATA.has(second)))
  );
}

/** Fields of `spec` that the API server gives a value when the template leaves them out, by kind; with schemas there are more. */
const SERVER_SPEC: Readonly<Record<string, readonly string[]>> = {
  Service: [
    'clusterIP',
    'clusterIPs',
    'healthCheckNodePort',
    'ipFamilies',
    'ipFamilyPolicy',
  ],
  PersistentVolumeClaim: ['storageClassName', 'volumeName'],
};

/** Whether the API server is known to fill a field in, also where nothing is known of the kind's schema. */
export function isFilledByServer(
  kind: string,
  [first, second]: readonly string[],
): boolean {
  return (
    first === 'spec' &&
    second !== undefined &&
    Object.hasOwn(SERVER_SPEC, kind) &&
    SERVER_SPEC[kind].includes(second)
  );
}
