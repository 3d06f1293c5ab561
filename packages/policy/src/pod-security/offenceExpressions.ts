/**
 * One sentence for each container, init container and ephemeral container `c` with `condition`.
 *
 * @param sentence - CEL of what follows the container's name.
 */
export function containerOffences(condition: string, sentence: string): string {
  return `variables.containers.filter(c, ${condition}).map(c, 'container "' + c.name + '" ' + ${sentence})`;
}

/**
 * One sentence if the pod itself has `condition`.
 *
 * @param sentence - CEL of what follows "the pod".
 */
export function podOffence(condition: string, sentence: string): string {
  return `${condition} ? ['the pod ' + ${sentence}] : []`;
}

/** A CEL list of string literals. */
export function celStrings(values: readonly string[]): string {
  return `[${values.map(celString).join(', ')}]`;
}

/** A CEL string literal. Its characters need no escape: the standard's names are plain. */
export function celString(value: string): string {
  return `'${value}'`;
}

/** A CEL list whose members depend on the standard's version: each row adds its values from a minor on. */
export function stringsSince(
  rows: readonly { since: number; values: readonly string[] }[],
): string {
  return rows
    .map(({ since, values }) =>
      since === 0
        ? celStrings(values)
        : `(params.minor >= ${since} ? ${celStrings(values)} : [])`,
    )
    .join(' + ');
}
