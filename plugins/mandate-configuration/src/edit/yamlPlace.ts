import {
  isBlank,
  pathTo,
  type YamlLine,
  yamlLine,
  type YamlStep,
} from './yamlLine';

/** Where a cursor stands in a text of YAML, and what is being written there. */
export type YamlPlace = {
  /** From the root to the mapping or the value. */
  readonly path: readonly YamlStep[];
  /** What is written before the cursor, and where it begins. */
  readonly word: string;
  readonly from: number;
} & (
  | {
      /** A key of the mapping at the path, or an item of the list that it stands in. */
      readonly type: 'key';
      /** Where keys of this mapping begin in their lines. */
      readonly column: number;
      /** Keys that the mapping has already. */
      readonly siblings: readonly string[];
    }
  | { readonly type: 'value' }
);

/**
 * The place of an offset in a text of YAML that somebody is writing: so it is found by indentation, line by line, since a
 * parser has nothing to say of a text that is not finished. Undefined inside of flow mappings, comments and texts of
 * several lines.
 */
export function yamlPlace(text: string, offset: number): YamlPlace | undefined {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const above = start === 0 ? [] : text.slice(0, start - 1).split('\n');
  const [behind, ...below] = text.slice(offset).split('\n');
  const before = text.slice(start, offset);
  if (
    /(^|\s)#|[{[]/.test(before) ||
    /:$/.test(before) ||
    behind.trim() !== ''
  ) {
    return undefined;
  }
  const current = yamlLine(before);
  const path = pathTo(current, above.map(yamlLine));
  if (!path) {
    return undefined;
  }
  if (current.key !== undefined) {
    const word = /\S*$/.exec(before)?.[0] ?? '';
    return {
      type: 'value',
      path: [...path, { type: 'key', key: current.key }],
      word,
      from: offset - word.length,
    };
  }
  return /^[\w.$-]*$/.test(current.rest)
    ? {
        type: 'key',
        path,
        column: current.column,
        siblings: siblingsOf(current, above.map(yamlLine), below.map(yamlLine)),
        word: current.rest,
        from: offset - current.rest.length,
      }
    : undefined;
}

/** Keys at the same column, up and down to where the mapping begins and ends. */
function siblingsOf(
  line: YamlLine,
  above: readonly YamlLine[],
  below: readonly YamlLine[],
): readonly string[] {
  const found: string[] = [];
  if (line.dashes.length === 0) {
    for (const one of above.toReversed()) {
      if (!isBlank(one) && one.column < line.column) {
        break;
      }
      if (one.column === line.column && one.key !== undefined) {
        found.push(one.key);
        if (one.dashes.length > 0) {
          break;
        }
      }
    }
  }
  for (const one of below) {
    const begins = one.dashes[0] ?? one.column;
    if (!isBlank(one) && begins < line.column) {
      break;
    }
    if (one.column === line.column && one.key !== undefined) {
      found.push(one.key);
    }
  }
  return found;
}
