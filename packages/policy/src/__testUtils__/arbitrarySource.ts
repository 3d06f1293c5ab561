import fc from 'fast-check';
import { readTokens } from '../cel/syntax/lexer/readTokens';
import { formatExpression } from '../cel/syntax/format/formatExpression';
import { arbitraryTree, parsedFrom } from './arbitraryExpression';

/** Calls of macros, right and wrong ones, around other expressions. */
const macroCalls = [
  'has(X.f)',
  'has(X)',
  'X.all(x, Y)',
  'X.exists(x, Y)',
  'X.exists_one(x, Y)',
  'X.existsOne(x, Y)',
  'X.map(x, Y)',
  'X.map(x, Y, X)',
  'X.filter(x, Y)',
  'X.filter(x.y, Y)',
  'X.all(k, v, Y)',
  'X.existsOne(k, v, Y)',
  'X.all(k, k, Y)',
  'X.transformList(k, v, Y)',
  'X.transformList(k, v, Y, X)',
  'X.transformMap(k, v, Y)',
  'X.transformMap(k, v, Y, X)',
  'X.transformMapEntry(k, v, {k: Y})',
  'X.transformMapEntry(k, v, Y, {k: X})',
  'cel.bind(x, X, Y)',
  'cel.bind(x.y, X, Y)',
  'X.bind(x, X, Y)',
  'X.optMap(x, Y)',
  'X.optFlatMap(x, Y)',
  'X.optMap(1, Y)',
  '[X].optMap(x, Y)',
] as const;

const plain = arbitraryTree.map(tree =>
  formatExpression(parsedFrom(tree), { width: 60 }),
);

const withMacros = fc
  .tuple(fc.constantFrom(...macroCalls), plain, plain)
  .map(([call, first, second]) =>
    call.replace(/X/g, `(${first})`).replace(/Y/g, `(${second})`),
  );

const words = fc.constantFrom(
  // prettier-ignore
  ...['a', '.', '(', ')', '[', ']', '{', '}', '?', ':', ',', '&&', '||', '-', '!', '+', ' in ', '==', '<', '1', '0x1F', '2u', '1.5', '.5', '1e3', '"s"', "r'\\d'", "b'\\xff'", "'''a\nb'''", 'null', 'true', 'for', 'has(a.b)', '`a-b`', '.?', '[?', '// c\n', ' '],
);

/** Sources of every kind: formatted trees, macros, both with a word put in or left out, and words in any order. */
export const arbitrarySource: fc.Arbitrary<string> = fc.oneof(
  plain,
  withMacros,
  fc
    .tuple(fc.oneof(plain, withMacros), fc.nat(), fc.option(words))
    .map(([source, place, word]) => withMistake(source, place, word)),
  fc.array(words, { maxLength: 12 }).map(parts => parts.join('')),
);

/** A source with one token left out, or replaced by a word. */
function withMistake(
  source: string,
  place: number,
  word: string | null,
): string {
  const { tokens } = readTokens(source);
  const { start, end } = tokens[place % tokens.length];
  return `${source.slice(0, start)}${word ?? ''}${source.slice(end)}`;
}
