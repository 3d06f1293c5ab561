import { checkExpression } from '../check/checkExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import { isDigit, isNamePart } from '../syntax/lexer/characters';
import { readTokens } from '../syntax/lexer/readTokens';
import type { Token } from '../syntax/lexer/token';
import { recoverExpression } from '../syntax/recoverExpression';
import { completeMember } from './completeMember';
import { completeText } from './completeText';
import { completeValue } from './completeValue';
import { nothingAt } from './completion';
import type { CompletionItem, CompletionList } from './completion';
import { cursorName } from './missingPart';

/**
 * What can be written at an offset: behind a dot the fields and functions of what stands before it, behind `==` and `in` the
 * strings that a value may hold, elsewhere variables, functions and macros. Reads the text up to the offset only, which may be
 * half written.
 *
 * @public
 */
export function complete(
  source: string,
  offset: number,
  environment: CelEnvironment,
): CompletionList {
  const before = source.slice(0, offset);
  const { tokens, comments } = readTokens(before);
  if (comments.some(({ end }) => end === offset && offset > 0)) {
    return nothingAt(offset);
  }
  const written = tokens.slice(0, -1);
  const last = written.at(-1);
  const isText = last?.kind === 'string' && isOpen(before, last);
  if (isText) {
    return listOf(
      completeText(
        ...understood(before.slice(0, last.start), environment),
        environment,
      ),
      last.start,
      endOfText(source, offset, before.charAt(last.start)),
    );
  }
  const from = startOfName(before);
  if (isDigit(before.charCodeAt(from))) {
    return nothingAt(offset);
  }
  const previous = written.findLast(({ end }) => end <= from);
  return listOf(
    itemsAt(before, from, previous, environment).filter(
      ({ label }) => label !== before.slice(from),
    ),
    from,
    endOfName(source, offset),
  );
}

function itemsAt(
  before: string,
  from: number,
  previous: Token | undefined,
  environment: CelEnvironment,
): readonly CompletionItem[] {
  const [parsed, checked] = understood(before.slice(0, from), environment);
  if (isDot(before, previous)) {
    return completeMember(parsed, checked, environment);
  }
  return previous && endsValue(previous)
    ? []
    : [
        ...completeText(parsed, checked, environment),
        ...completeValue(parsed, environment),
      ];
}

function understood(source: string, environment: CelEnvironment) {
  const { parsed } = recoverExpression(`${source}${cursorName}`, environment);
  return [parsed, checkExpression(parsed, environment).checked] as const;
}

function listOf(
  items: readonly CompletionItem[],
  from: number,
  to: number,
): CompletionList {
  return { from, to, items };
}

function isDot(before: string, previous: Token | undefined): boolean {
  return (
    previous?.kind === '.' ||
    (previous?.kind === '?' && before.charAt(previous.start - 1) === '.')
  );
}

/** Whether what may follow a token is an operator, not a value. */
function endsValue({ kind }: Token): boolean {
  return [
    ...[')', ']', '}', 'identifier', 'quoted', 'int', 'uint', 'double'],
    ...['string', 'bytes', 'true', 'false', 'null'],
  ].includes(kind);
}

/** Whether a text is not closed before the cursor. */
function isOpen(before: string, { start, end }: Token): boolean {
  const quote = before.charAt(start);
  return (
    end === before.length &&
    (end - start === 1 || before.charAt(end - 1) !== quote)
  );
}

function startOfName(before: string): number {
  let start = before.length;
  while (start > 0 && isNamePart(before.charCodeAt(start - 1))) {
    start -= 1;
  }
  return start;
}

function endOfName(source: string, offset: number): number {
  let end = offset;
  while (isNamePart(source.charCodeAt(end))) {
    end += 1;
  }
  return end;
}

/** Where the text that is being written ends: behind its quote, if it has one on this line. */
function endOfText(source: string, offset: number, quote: string): number {
  const rest = /^[\w .:/@-]*/.exec(source.slice(offset))?.[0] ?? '';
  return source.charAt(offset + rest.length) === quote
    ? offset + rest.length + 1
    : offset;
}
