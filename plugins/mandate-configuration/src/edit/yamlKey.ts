import { pathTo, yamlLine, type YamlStep } from './yamlLine';

/** A key that somebody points at, from the root of the file. */
export interface YamlKey {
  /** The key itself is the last step. */
  readonly path: readonly YamlStep[];
  /** Where the key stands in the text. */
  readonly from: number;
  readonly to: number;
}

/**
 * The key that an offset is in, or whose value on the same line it is in. Undefined inside of flow mappings, comments, texts
 * of several lines and items that are no mappings.
 */
export function yamlKey(text: string, offset: number): YamlKey | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const [own] = text.slice(start).split('\n');
  const line = yamlLine(own);
  const { key, column, keyEnd, rest } = line;
  const above = start === 0 ? [] : text.slice(0, start - 1).split('\n');
  const path =
    key === undefined ? undefined : pathTo(line, above.map(yamlLine));
  const valueEnd = own.indexOf(rest, keyEnd) + rest.length;
  const end = /^[{[]/.test(rest) ? keyEnd : Math.max(keyEnd, valueEnd);
  return key === undefined ||
    !path ||
    offset < start + column ||
    offset > start + end
    ? undefined
    : {
        path: [...path, { type: 'key', key }],
        from: start + column,
        to: start + keyEnd,
      };
}
