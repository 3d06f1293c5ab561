/**
 * Rows of several changes by change, in their order. A page of changes is read with one statement a table: twenty-five
 * changes one after the other would cost twenty-five times as many.
 */
export function byChange<Item>(
  items: readonly Item[],
  changeIdOf: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const grouped = new Map<string, Item[]>();
  for (const item of items) {
    const own = grouped.get(changeIdOf(item));
    if (own) {
      own.push(item);
    } else {
      grouped.set(changeIdOf(item), [item]);
    }
  }
  return grouped;
}
