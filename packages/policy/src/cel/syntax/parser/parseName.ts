import type { ParserContext } from './parserContext';

/** A name that was read behind a dot or in a struct; empty when none was there, which is reported. */
export interface NameReading {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly isQuoted: boolean;
}

/** Reads the name of a field: a name, a reserved word, or any text in backquotes. */
export function fieldName({ cursor, options }: ParserContext): NameReading {
  const token = cursor.next;
  const { start, end } = token;
  switch (token.kind) {
    case 'identifier':
      cursor.take();
      return { name: cursor.text(token), start, end, isQuoted: false };
    case 'quoted':
      cursor.take();
      if (!options.backquotedFields) {
        cursor.report(
          'Names in backquotes are not available in this environment. Write `a["b"]`.',
          token,
        );
      }
      return {
        name: cursor.source.slice(start + 1, end - 1),
        start,
        end,
        isQuoted: true,
      };
    case 'true':
    case 'false':
    case 'null':
    case 'in':
      cursor.take();
      cursor.report(
        `\`${token.kind}\` is a keyword. Write a field of this name in backquotes.`,
        token,
      );
      return { name: token.kind, start, end, isQuoted: true };
    default:
      cursor.report(
        `Expected the name of a field, but found ${cursor.nextInWords()}.`,
        token,
      );
      return {
        name: '',
        start: cursor.previousEnd,
        end: cursor.previousEnd,
        isQuoted: false,
      };
  }
}
