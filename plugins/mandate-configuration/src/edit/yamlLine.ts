/** What a line of block mappings and lists says by itself. */
export interface YamlLine {
  /** Columns of the dashes that begin items in this line. */
  readonly dashes: readonly number[];
  /** Where the key begins, or what stands in its place. */
  readonly column: number;
  readonly key: string | undefined;
  /** Where the key ends, quotes included; where the line's content begins when there is no key. */
  readonly keyEnd: number;
  /** What stands behind the colon, without a comment; or the whole where there is no key. */
  readonly rest: string;
}

/** A step from a mapping to a key's value, or from a list to an item. */
export type YamlStep =
  | { readonly type: 'key'; readonly key: string }
  | { readonly type: 'item' };

/** Reads a line, whatever the ones around it say. */
export function yamlLine(text: string): YamlLine {
  const [indentation, markers] = /^( *)((?:- +|-$)*)/.exec(text)?.slice(1) ?? [
    '',
    '',
  ];
  const column = indentation.length + markers.length;
  const dashes = [...markers].flatMap((character, index) =>
    character === '-' ? [indentation.length + index] : [],
  );
  const content = text.slice(column).replace(/(^|\s)#.*$/, '');
  const match = /^("([^"]*)"|'([^']*)'|([^\s"'{[][^:]*?)) *:(?: +(.*)|)$/.exec(
    content.trimEnd() === content ? content : `${content.trimEnd()} `,
  );
  return match
    ? {
        dashes,
        column,
        key: match[2] ?? match[3] ?? match[4],
        keyEnd: column + match[1].length,
        rest: (match[5] ?? '').trim(),
      }
    : { dashes, column, key: undefined, keyEnd: column, rest: content };
}

/** Steps to the mapping that a line's key stands in, from the lines above it; undefined when those are no block mappings. */
export function pathTo(
  line: YamlLine,
  above: readonly YamlLine[],
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

  function enterItems({ dashes }: YamlLine): void {
    for (const dash of dashes.toReversed()) {
      path.unshift({ type: 'item' });
      column = dash;
      isItem = true;
    }
  }
}

/** Nothing, a comment, or the mark at which a document begins. */
export function isBlank({ key, rest }: YamlLine): boolean {
  return key === undefined && ['', '---'].includes(rest.trim());
}
