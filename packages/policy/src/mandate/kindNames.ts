/**
 * Whether a list of change kinds names a kind; `*` names every kind.
 *
 * @public
 */
export function namesKind(changes: readonly string[], kind: string): boolean {
  return changes.includes(kind) || changes.includes('*');
}
