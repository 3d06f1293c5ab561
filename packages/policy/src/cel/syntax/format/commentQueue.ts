import type { Comment } from '../expression';
import type { Document } from './document';

/** The comments of a source in order; each is handed out once, to the part it stands before or behind. */
export class CommentQueue {
  private index = 0;

  constructor(
    private readonly source: string,
    private readonly comments: readonly Comment[],
  ) {}

  /** The comments before an offset that were not handed out yet, as lines of their own. */
  before(offset: number): readonly Document[] {
    const taken: Document[] = [];
    for (; this.next && this.next.start < offset; this.index += 1) {
      taken.push({
        kind: 'comment',
        text: textOf(this.next),
        ownLine: true,
      });
    }
    return taken;
  }

  /**
   * The comments behind a part that ends at `end`, before an offset: those within it, and those that share a line with what
   * stands before them. They become one, so that all of them find room behind the part.
   */
  behind(end: number, offset: number): readonly Document[] {
    const taken: string[] = [];
    for (
      ;
      this.next &&
      (this.next.start < end ||
        (this.next.start < offset && this.sharesLine(this.next)));
      this.index += 1
    ) {
      taken.push(textOf(this.next));
    }
    return taken.length === 0
      ? []
      : [{ kind: 'comment', text: taken.join(' '), ownLine: false }];
  }

  private get next(): Comment | undefined {
    return this.comments[this.index];
  }

  private sharesLine({ start }: Comment): boolean {
    const lineStart = this.source.lastIndexOf('\n', start - 1) + 1;
    return this.source.slice(lineStart, start).trim() !== '';
  }
}

function textOf({ text }: Comment): string {
  const trimmed = text.trim();
  return trimmed ? `// ${trimmed}` : '//';
}
