/** Parameters of a request; those that are undefined are left out. */
export type Query = Readonly<
  Record<string, string | number | boolean | readonly string[] | undefined>
>;

/** Lists repeat their key: `states=running&states=queued`. */
export function queryString(query: Query): string {
  const parameters = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? value : [value];
    for (const one of values) {
      if (one !== undefined) {
        parameters.append(key, String(one));
      }
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}
