import {
  type Document,
  isScalar,
  type LineCounter,
  type ParsedNode,
  visit,
} from 'yaml';

/**
 * The first key that a mapping has twice, in words. In linear time: the parser's own check compares each key with every
 * other, and a manifest of 300 kB kept a portal busy for seven seconds.
 */
export function duplicateKeyWords(
  document: Document.Parsed<ParsedNode>,
  lines: LineCounter,
): string | undefined {
  let words: string | undefined;
  visit(document, {
    Map: (_key, map) => {
      const seen = new Set<unknown>();
      for (const { key } of map.items) {
        if (isScalar(key)) {
          if (seen.has(key.value)) {
            const { line, col } = lines.linePos(key.range?.[0] ?? 0);
            words = `Map keys must be unique, and '${String(
              key.value,
            )}' is there twice (line ${line}, column ${col})`;
            return visit.BREAK;
          }
          seen.add(key.value);
        }
      }
      return undefined;
    },
  });
  return words;
}
