import { StreamLanguage } from '@codemirror/language';
import type { StringStream } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { editorHighlighting } from '../editor/editorHighlighting';

interface State {
  /** The three quotes of a text over several lines that is open. */
  readonly open: string | undefined;
}

const language = StreamLanguage.define<{ state: State }>({
  name: 'CEL',
  startState: () => ({ state: { open: undefined } }),
  copyState: ({ state }) => ({ state }),
  token(stream, holder) {
    const { kind, state } = readWord(stream, holder.state);
    holder.state = state;
    return kind;
  },
  languageData: {
    commentTokens: { line: '//' },
    closeBrackets: { brackets: ['(', '[', '{', "'", '"', '`'] },
  },
});

interface Word {
  readonly kind: string | null;
  readonly state: State;
}

const closed: State = { open: undefined };

function readWord(stream: StringStream, state: State): Word {
  if (state.open !== undefined) {
    return readText(stream, state.open);
  }
  if (stream.eatSpace()) {
    return { kind: null, state };
  }
  if (stream.match('//')) {
    stream.skipToEnd();
    return { kind: 'comment', state };
  }
  const opening = stream.match(/^[rRbB]{0,2}("""|'''|"|')/);
  if (Array.isArray(opening)) {
    const quote = opening[1];
    return quote.length === 3
      ? readText(stream, quote)
      : readLine(stream, quote);
  }
  if (
    stream.match(/^(0[xX][\da-fA-F]+|\d+(\.\d+)?([eE][+-]?\d+)?|\.\d+)[uU]?/)
  ) {
    return { kind: 'number', state };
  }
  if (stream.match(/^(true|false|null|in)\b/)) {
    return { kind: 'keyword', state };
  }
  if (stream.match(/^[A-Za-z_]\w*(?=\s*\()/)) {
    return { kind: 'variableName.function', state };
  }
  if (stream.match(/^[A-Za-z_]\w*/) || stream.match(/^`[^`]*`/)) {
    return { kind: 'variableName', state };
  }
  const operator = stream.match(/^(&&|\|\||[=!<>]=|[-+*/%!<>?:])/);
  if (!operator) {
    stream.next();
  }
  return { kind: operator ? 'operator' : null, state };
}

/** To the quote that closes a text, or the end of the line. */
function readLine(stream: StringStream, quote: string): Word {
  let isEscaped = false;
  for (let next = stream.next(); next; next = stream.next()) {
    if (next === quote && !isEscaped) {
      break;
    }
    isEscaped = next === '\\' && !isEscaped;
  }
  return { kind: 'string', state: closed };
}

function readText(stream: StringStream, quotes: string): Word {
  while (!stream.eol()) {
    if (stream.match(quotes)) {
      return { kind: 'string', state: closed };
    }
    stream.next();
  }
  return { kind: 'string', state: { open: quotes } };
}

/** Colours the words of CEL; what they mean is told by diagnostics and hover texts, so that colour is never alone. */
export function celLanguage(): Extension {
  return [language, editorHighlighting];
}
