/** Line and column, both from 1; the column counts code points, as people count characters. @public */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Where an offset is, for people. Offsets count UTF-16 code units, columns count code points: in `'😀' + x` the name `x` has
 * offset 7 and column 7 (one more would be 8, had the column counted code units). Lines end with `\n`.
 *
 * @public
 */
export function positionAt(source: string, offset: number): SourcePosition {
  const within = Math.max(0, Math.min(offset, source.length));
  let line = 1;
  let lineStart = 0;
  for (
    let next = source.indexOf('\n');
    next >= 0 && next < within;
    next = source.indexOf('\n', next + 1)
  ) {
    line += 1;
    lineStart = next + 1;
  }
  return { line, column: codePoints(source, lineStart, within) + 1 };
}

function codePoints(source: string, start: number, end: number): number {
  let count = 0;
  for (let offset = start; offset < end; count += 1) {
    offset += (source.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return count;
}
