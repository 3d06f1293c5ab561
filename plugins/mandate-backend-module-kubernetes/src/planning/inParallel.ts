/** Does the work for each item, at most so many at a time; the results are in the items' order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      results.set(index, await work(item, index));
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(most, items.length) }, worker),
  );
  return items.flatMap((_, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}
