/** Whether so many of each group are among the voters, each for one group only, by trying every assignment. */
export function fills(
  requirements: readonly { readonly group: string; readonly count: number }[],
  voters: readonly { readonly groups: ReadonlySet<string> }[],
): boolean {
  const slots = requirements.flatMap(({ group, count }) =>
    Array<string>(count).fill(group),
  );
  const fill = (slot: number, free: typeof voters): boolean =>
    slot === slots.length ||
    free.some(
      each =>
        each.groups.has(slots[slot] ?? '') &&
        fill(
          slot + 1,
          free.filter(other => other !== each),
        ),
    );
  return fill(0, voters);
}
