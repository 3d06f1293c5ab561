/** How many pods are new after each batch; the last is all of them. Fewer batches when there are fewer pods. */
export function batchTargets(
  replicas: number,
  batches: number,
): readonly number[] {
  const targets = Array.from({ length: batches }, (_, index) =>
    Math.ceil((replicas * (index + 1)) / batches),
  );
  return [...new Set(targets)].filter(target => target > 0);
}
