/**
 * The way from a document's root to a value: object keys and list positions.
 *
 * @public
 */
export type JsonPath = readonly (string | number)[];

/** Writes a path the way people do: `spec.resources[0].template.metadata.labels["app.kubernetes.io/name"]`. */
export function formatPath(path: JsonPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') {
      return `${text}[${step}]`;
    }
    if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(step)) {
      return `${text}[${JSON.stringify(step)}]`;
    }
    return text ? `${text}.${step}` : step;
  }, '');
}
