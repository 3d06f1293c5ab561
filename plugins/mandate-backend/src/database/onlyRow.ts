/**
 * The row of a query that finds one at most, by a unique key. `first()` would add `limit ?`, and SQLite prepares a
 * statement with a limit that is bound again for each use, which takes longer than all the rest of such a query.
 */
export async function onlyRow<Row>(
  query: PromiseLike<readonly Row[]>,
): Promise<Row | undefined> {
  const [row] = await query;
  return row;
}
