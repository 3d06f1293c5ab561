import type { CommentQueue } from './commentQueue';
import { concatenation, group, indented, line, softLine } from './document';
import type { Document } from './document';

/** What stands between commas. */
export interface Item {
  readonly start: number;
  readonly end: number;
  readonly print: () => Document;
}

/** Items between brackets, each of which may stand on a line of its own, with the comments before and behind each. */
export function bracketed(
  comments: CommentQueue,
  parts: {
    readonly opener: string;
    readonly items: readonly Item[];
    readonly closer: string;
    /** Where the closing bracket is. */
    readonly end: number;
    /** What stands between the opener and the first item. */
    readonly first: Document;
  },
): Document {
  const { opener, items, closer, end, first } = parts;
  const printed = items.flatMap((item, index) => {
    const next = items.at(index + 1)?.start ?? end;
    const isLast = index === items.length - 1;
    const before = comments.before(item.start);
    const body = item.print();
    const behind = comments.behind(item.end, next);
    return [
      index === 0 ? first : line,
      ...before,
      body,
      isLast ? '' : ',',
      ...behind,
    ];
  });
  const rest = comments.before(end);
  return printed.length + rest.length === 0
    ? concatenation(opener, closer)
    : group(opener, indented(...printed, ...rest), softLine, closer);
}
