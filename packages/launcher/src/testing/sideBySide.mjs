/**
 * The steps in groups, in order: one that runs beside others joins the group before it.
 *
 * @template {{ beside?: boolean }} T
 * @param {readonly T[]} steps
 * @returns {T[][]}
 */
export function sideBySide(steps) {
  const groups = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.beside && last) {
      last.push(step);
    } else {
      groups.push([step]);
    }
  }
  return groups;
}
