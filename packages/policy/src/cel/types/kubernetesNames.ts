/** Words that CEL reserves; Kubernetes writes such fields between double underscores. */
const reserved = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace return ' +
    'var void while'
  ).split(' '),
);

const escapes: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/**
 * The name of a property in Kubernetes' CEL: `a-b` is `a__dash__b`, `for` is `__for__`. Undefined for names that it does not
 * declare at all.
 */
export function escapePropertyName(property: string): string | undefined {
  if (!/^[A-Za-z_./-][\w./-]*$/.test(property)) {
    return undefined;
  }
  if (reserved.has(property)) {
    return `__${property}__`;
  }
  return property.replace(/__|[-./]/g, part => escapes[part]);
}

/** The escaped name of what was written plainly, where Kubernetes takes both: reserved words, and backquoted names. */
export function alternativeFieldName(field: string): string | undefined {
  return reserved.has(field) || /[-./]/.test(field)
    ? escapePropertyName(field)
    : undefined;
}
