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
