import type { ConfigurationFile } from './configurationFile';
import type { LocatedNode } from './locatedNode';
import { originAt } from './originAt';
import { plainScalar } from './plainScalar';

/** Deepest nesting that is read here. */
const MAX_DEPTH = 32;

/** Letters, digits and what is no sign of YAML's; nothing that a line could end with but its end. */
const OTHER_CHARACTERS = /[^\n\x20-\x7e\u00a1-\u2027\u202a-\ud7ff]/;

/** A key as nearly all are: no quotes, no sign, nothing that YAML takes for anything but a text. */
const KEY = /^([A-Za-z_][\w./-]*):(?: +|$)/;
const FLOW_KEY = /([A-Za-z_][\w./-]*): +/y;
const NO_TEXT = /^(?:null|true|false|__proto__)$/i;

/** A scalar within brackets: up to what ends it, with nothing in it that could mean something else. */
const FLOW_SCALAR = /[^\s,[\]{}#&*!|>'"%@`:?][^,[\]{}#:]*/y;
const SPACES = / */y;

/** A line that says something. */
interface Line {
  readonly number: number;
  /** Where its content begins; an item of a list moves it behind the dash. */
  indent: number;
  readonly text: string;
}

class PlainReader {
  private readonly lines: readonly Line[];
  private next = 0;

  constructor(private readonly file: ConfigurationFile) {
    this.lines = file.text.split('\n').flatMap((text, index) => {
      const indent = text.search(/[^ ]/);
      return indent < 0 || text[indent] === '#'
        ? []
        : [{ number: index + 1, indent, text }];
    });
  }

  read(): (LocatedNode & { kind: 'map' }) | undefined {
    const [first] = this.lines;
    const root = first && this.map(first.indent, 0);
    return this.next === this.lines.length ? root : undefined;
  }

  /** The mapping whose keys stand at the indentation. */
  private map(
    indent: number,
    depth: number,
  ): (LocatedNode & { kind: 'map' }) | undefined {
    const start = this.lines[this.next];
    const entries = new Map<string, LocatedNode>();
    for (
      let line = this.lines[this.next];
      line?.indent === indent;
      line = this.lines[this.next]
    ) {
      const found = KEY.exec(line.text.slice(indent));
      const value =
        found && !NO_TEXT.test(found[1]) && !entries.has(found[1])
          ? this.value(line, indent + found[0].length, depth)
          : undefined;
      if (!found || !value) {
        return undefined;
      }
      entries.set(found[1], value);
    }
    return depth > MAX_DEPTH
      ? undefined
      : { kind: 'map', entries, origin: this.origin(start, indent) };
  }

  /** The list whose dashes stand at the indentation. */
  private list(indent: number, depth: number): LocatedNode | undefined {
    const start = this.lines[this.next];
    const items: LocatedNode[] = [];
    for (
      let line = this.lines[this.next];
      line?.indent === indent && line.text.startsWith('- ', indent);
      line = this.lines[this.next]
    ) {
      const at = line.text.slice(indent + 1).search(/[^ ]/) + indent + 1;
      const item = this.item(line, at, depth);
      if (!item) {
        return undefined;
      }
      items.push(item);
    }
    return items.length === 0 || depth > MAX_DEPTH
      ? undefined
      : { kind: 'list', items, origin: this.origin(start, indent) };
  }

  private item(line: Line, at: number, depth: number): LocatedNode | undefined {
    if (line.text[at] === '#') {
      return undefined;
    }
    if (!KEY.test(line.text.slice(at))) {
      return this.value(line, at, depth);
    }
    line.indent = at;
    return this.map(at, depth + 1);
  }

  /** What stands behind a key or a dash, or below it. */
  private value(
    line: Line,
    at: number,
    depth: number,
  ): LocatedNode | undefined {
    this.next += 1;
    const below = this.lines[this.next];
    const rest = line.text.slice(at);
    if (rest === '' || rest.startsWith('#')) {
      return this.below(line, depth);
    }
    // A deeper line would go on with what is here.
    return below && below.indent > line.indent
      ? undefined
      : this.inLine(line, at, depth);
  }

  private below(line: Line, depth: number): LocatedNode | undefined {
    const below = this.lines[this.next];
    if (!below) {
      return undefined;
    }
    if (below.text.startsWith('- ', below.indent)) {
      return below.indent >= line.indent
        ? this.list(below.indent, depth + 1)
        : undefined;
    }
    return below.indent > line.indent
      ? this.map(below.indent, depth + 1)
      : undefined;
  }

  private inLine(
    line: Line,
    at: number,
    depth: number,
  ): LocatedNode | undefined {
    const first = line.text[at];
    if (first === '{' || first === '[') {
      const flow = this.flow(line, at, depth + 1);
      return flow && isOver(line.text, flow.end) ? flow.node : undefined;
    }
    if (first === '"' || first === "'") {
      const quoted = this.quoted(line, at);
      return quoted && isOver(line.text, quoted.end) ? quoted.node : undefined;
    }
    const comment = line.text.indexOf(' #', at);
    const text = line.text
      .slice(at, comment < 0 ? undefined : comment)
      .trimEnd();
    return /: |:$/.test(text) ? undefined : this.scalar(line, at, text);
  }

  /** A value within brackets, with the place behind it. */
  private flow(line: Line, at: number, depth: number): Part | undefined {
    if (depth > MAX_DEPTH) {
      return undefined;
    }
    switch (line.text[at]) {
      case '{':
        return this.flowMap(line, at, depth);
      case '[':
        return this.flowList(line, at, depth);
      case '"':
      case "'":
        return this.quoted(line, at);
      default: {
        const found = matchAt(FLOW_SCALAR, line.text, at);
        const text = found?.[0].trimEnd() ?? '';
        const node = text ? this.scalar(line, at, text) : undefined;
        return node && { node, end: at + text.length };
      }
    }
  }

  private flowMap(line: Line, at: number, depth: number): Part | undefined {
    const entries = new Map<string, LocatedNode>();
    const end = this.flowItems({ line, at, close: '}' }, start => {
      const key = matchAt(FLOW_KEY, line.text, start);
      const value =
        key && !NO_TEXT.test(key[1]) && !entries.has(key[1])
          ? this.flow(line, start + key[0].length, depth + 1)
          : undefined;
      if (key && value) {
        entries.set(key[1], value.node);
      }
      return value?.end;
    });
    const origin = this.origin(line, at);
    return end === undefined
      ? undefined
      : { node: { kind: 'map', entries, origin }, end };
  }

  private flowList(line: Line, at: number, depth: number): Part | undefined {
    const items: LocatedNode[] = [];
    const end = this.flowItems({ line, at, close: ']' }, start => {
      const item = this.flow(line, start, depth + 1);
      if (item) {
        items.push(item.node);
      }
      return item?.end;
    });
    const origin = this.origin(line, at);
    return end === undefined
      ? undefined
      : { node: { kind: 'list', items, origin }, end };
  }

  /** Goes through what commas separate; answers the place behind the closing bracket. */
  private flowItems(
    of: { readonly line: Line; readonly at: number; readonly close: string },
    /** Reads an item; answers the place behind it. */
    read: (start: number) => number | undefined,
  ): number | undefined {
    const { text } = of.line;
    let at = behindSpaces(text, of.at + 1);
    if (text[at] === of.close) {
      return at + 1;
    }
    for (;;) {
      const end = read(at);
      if (end === undefined) {
        return undefined;
      }
      at = behindSpaces(text, end);
      if (text[at] === of.close) {
        return at + 1;
      }
      if (text[at] !== ',') {
        return undefined;
      }
      at = behindSpaces(text, at + 1);
    }
  }

  private quoted(line: Line, at: number): Part | undefined {
    const quote = line.text[at];
    const close = line.text.indexOf(quote, at + 1);
    const value = line.text.slice(at + 1, close);
    // Behind the closing sign of a key there is a colon; two signs are one that is meant.
    const isSimple =
      close > 0 &&
      !value.includes('\\') &&
      ![quote, ':'].includes(line.text[close + 1]);
    return isSimple
      ? {
          node: { kind: 'value', value, origin: this.origin(line, at) },
          end: close + 1,
        }
      : undefined;
  }

  private scalar(
    line: Line,
    at: number,
    text: string,
  ): LocatedNode | undefined {
    const scalar = plainScalar(text);
    return (
      scalar && { kind: 'value', ...scalar, origin: this.origin(line, at) }
    );
  }

  private origin(line: Line, at: number) {
    return originAt(this.file, line.number, at + 1);
  }
}

/**
 * Reads the plain part of YAML that nearly all configuration is written in: mappings and lists by indentation or, in one line,
 * by brackets; scalars of one line, comments. About ten times as fast as the whole of YAML, which counts where thousands of
 * files are read. Answers nothing for any text that has more, or something wrong: then it is read as a whole, which says so.
 */
export function readPlainYaml(
  file: ConfigurationFile,
): (LocatedNode & { kind: 'map' }) | undefined {
  return OTHER_CHARACTERS.test(file.text)
    ? undefined
    : new PlainReader(file).read();
}

/** A value of a part of a line, and the place behind it. */
interface Part {
  readonly node: LocatedNode;
  readonly end: number;
}

function matchAt(
  pattern: RegExp,
  text: string,
  at: number,
): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function behindSpaces(text: string, at: number): number {
  matchAt(SPACES, text, at);
  return SPACES.lastIndex;
}

/** Whether nothing but a comment follows. */
function isOver(text: string, at: number): boolean {
  return /^ *$|^ +#/.test(text.slice(at));
}
