import { Document, isScalar, visit } from 'yaml';

/**
 * A key that a mapping of a YAML document has twice.
 *
 * @public
 */
export interface DuplicateKey {
  readonly key: string;
  /** Where it is for the second time, in UTF-16 code units from the beginning of the text. */
  readonly offset: number;
}

/**
 * The first key that a mapping has twice. In linear time: the parser's own check (`uniqueKeys`) compares each key with
 * every other, and a text of 300 kB with nothing but keys keeps it busy for seven seconds.
 *
 * @public
 */
export function duplicateKey(document: Document): DuplicateKey | undefined {
  let found: DuplicateKey | undefined;
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (isScalar(key)) {
          if (seen.has(key.value)) {
            found = { key: String(key.value), offset: key.range?.[0] ?? 0 };
            return visit.BREAK;
          }
          seen.add(key.value);
        }
      }
      return undefined;
    },
  });
  return found;
}
