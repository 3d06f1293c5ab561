/** Why nothing can be done for a change, while no module brings its kind, and what to do. */
export function missingKindWords(kind: string): string {
  return `The module that brings the change kind '${kind}' is not installed in this portal, so nothing can be done for the change. Have it installed again.`;
}
