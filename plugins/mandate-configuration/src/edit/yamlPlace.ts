/** A step from a mapping to a key's value, or from a list to an item. */
export type YamlStep =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'item' };

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

interface Line {
  /** Columns of the dashes that begin items in this line. */
  readonly dashes: readonly number[];
  /** Where the key begins, or what stands in its place. */
  readonly column: number;
  readonly key: string | undefined;
  /** What stands behind the colon, without a comment; or the whole where there is no key. */
  readonly rest: string;
}

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
  const current = lineOf(before);
  const path = pathTo(current, above.map(lineOf));
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
        siblings: siblingsOf(current, above.map(lineOf), below.map(lineOf)),
        word: current.rest,
        from: offset - current.rest.length,
      }
    : undefined;
}

function lineOf(text: string): Line {
  const [indentation, markers] = /^( *)((?:- +|-$)*)/.exec(text)?.slice(1) ?? [
    '',
    '',
  ];
  const column = indentation.length + markers.length;
  const dashes = [...markers].flatMap((character, index) =>
    character === '-' ? [indentation.length + index] : [],
  );
  const content = text.slice(column).replace(/(^|\s)#.*$/, '');
  const match =
    /^(?:"([^"]*)"|'([^']*)'|([^\s"'{[][^:]*?)) *:(?: +(.*)|)$/.exec(
      content.trimEnd() === content ? content : `${content.trimEnd()} `,
    );
  return match
    ? {
        dashes,
        column,
        key: match[1] ?? match[2] ?? match[3],
        rest: (match[4] ?? '').trim(),
      }
    : { dashes, column, key: undefined, rest: content };
}

/** Steps to the mapping that a line's key stands in, from the lines above it; undefined when those are no block mappings. */
function pathTo(
  line: Line,
  above: readonly Line[],
): readonly YamlStep[] | undefined {
  const path: YamlStep[] = [];
  let { column } = line;
  let isItem = false;
  enterItems(line);
  for (const one of above.toReversed()) {
    if (column === 0 && !isItem) {
      break;
    }
    if (isBlank(one)) {
      continue;
    }
    const isParent = one.column < column || (isItem && one.column === column);
    const beginsItem = one.column === column && one.dashes.length > 0;
    if (isParent && !(isItem && beginsItem)) {
      if (one.key === undefined || one.rest !== '') {
        return undefined;
      }
      path.unshift({ type: 'key', key: one.key });
      ({ column } = one);
      isItem = false;
      enterItems(one);
    } else if (beginsItem && !isItem) {
      enterItems(one);
    }
  }
  return column === 0 && !isItem ? path : undefined;

  function enterItems({ dashes }: Line): void {
    for (const dash of dashes.toReversed()) {
      path.unshift({ type: 'item' });
      column = dash;
      isItem = true;
    }
  }
}

/** Keys at the same column, up and down to where the mapping begins and ends. */
function siblingsOf(
  line: Line,
  above: readonly Line[],
  below: readonly Line[],
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

/** Nothing, a comment, or the mark at which a document begins. */
function isBlank({ key, rest }: Line): boolean {
  return key === undefined && ['', '---'].includes(rest.trim());
}
