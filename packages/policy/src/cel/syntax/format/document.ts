/**
 * Text with places where it may break, after Wadler's "A prettier printer": a group stands on one line if it fits, else all
 * breaks directly in it become line breaks. The width of each piece is known when it is made, so rendering is linear.
 */
export type Document =
  | string
  | {
      readonly kind: 'concatenation' | 'indented' | 'group';
      readonly parts: readonly Document[];
      readonly width: number;
    }
  /** A space, or nothing, unless it breaks. */
  | { readonly kind: 'break'; readonly flat: '' | ' ' }
  /** Ends its line; with `ownLine` it begins one, too. */
  | {
      readonly kind: 'comment';
      readonly text: string;
      readonly ownLine: boolean;
    };

/** A space that may become a line break. */
export const line: Document = { kind: 'break', flat: ' ' };

/** Nothing, that may become a line break. */
export const softLine: Document = { kind: 'break', flat: '' };

/** Parts one behind the other. */
export function concatenation(...parts: readonly Document[]): Document {
  return { kind: 'concatenation', parts, width: widthOf(parts) };
}

/** Parts whose line breaks are indented one step more. */
export function indented(...parts: readonly Document[]): Document {
  return { kind: 'indented', parts, width: widthOf(parts) };
}

/** Parts that stand on one line if they fit. */
export function group(...parts: readonly Document[]): Document {
  return { kind: 'group', parts, width: widthOf(parts) };
}

function widthOf(parts: readonly Document[]): number {
  return parts.reduce((width: number, part) => {
    if (typeof part === 'string') {
      return width + part.length;
    }
    switch (part.kind) {
      case 'break':
        return width + part.flat.length;
      case 'comment':
        return Infinity;
      default:
        return width + part.width;
    }
  }, 0);
}

const step = 2;

class Renderer {
  private readonly finished: string[] = [];
  private current = '';
  private isAfterComment = false;

  constructor(private readonly width: number) {}

  get text(): string {
    return [...this.finished, this.current].join('\n');
  }

  write(document: Document, indent: number, isBroken: boolean): void {
    if (typeof document === 'string') {
      this.writeText(document, indent);
      return;
    }
    switch (document.kind) {
      case 'concatenation':
        this.writeParts(document.parts, indent, isBroken);
        return;
      case 'indented':
        this.writeParts(document.parts, indent + step, isBroken);
        return;
      case 'group':
        this.writeParts(
          document.parts,
          indent,
          this.current.length + document.width > this.width,
        );
        return;
      case 'break':
        if (isBroken) {
          this.newLine(indent);
        } else {
          this.writeText(document.flat, indent);
        }
        return;
      case 'comment':
        this.writeComment(document.text, document.ownLine, indent);
        return;
      default:
        document satisfies never;
    }
  }

  private writeParts(
    parts: readonly Document[],
    indent: number,
    isBroken: boolean,
  ): void {
    for (const part of parts) {
      this.write(part, indent, isBroken);
    }
  }

  private writeText(text: string, indent: number): void {
    if (text === '') {
      return;
    }
    if (this.isAfterComment) {
      this.newLine(indent);
    }
    const lines = (this.isAtStart() ? text.trimStart() : text).split('\n');
    this.current += lines[0];
    for (const next of lines.slice(1)) {
      // Within a text in three quotes, whose lines stay as they are.
      this.finished.push(this.current);
      this.current = next;
    }
  }

  private writeComment(text: string, ownLine: boolean, indent: number): void {
    if (ownLine && !this.isAtStart()) {
      this.newLine(indent);
    } else if (!this.isAtStart()) {
      this.current += ' ';
    }
    this.current += text;
    this.isAfterComment = true;
  }

  private newLine(indent: number): void {
    this.finished.push(this.current.trimEnd());
    this.current = ' '.repeat(indent);
    this.isAfterComment = false;
  }

  private isAtStart(): boolean {
    return this.current.trim() === '';
  }
}

/** The text of a document, in lines of a width as far as possible. */
export function render(document: Document, width: number): string {
  const renderer = new Renderer(width);
  renderer.write(document, 0, true);
  return renderer.text;
}
