/** Few enough for a small API server. */
const AT_ONCE = 8;

/** Does the work for all items, a few at a time, and answers in their order. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const waiting = items.map((item, index) => ({ item, index }));
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results.set(next.index, await work(next.item));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return [...results.entries()]
    .sort(([left], [right]) => left - right)
    .map(([, result]) => result);
}
