import { endlessMs, processorTime } from '../../../__testUtils__/processorTime';
import fc from 'fast-check';
import {
  arbitraryTree,
  parsedFrom,
} from '../../../__testUtils__/arbitraryExpression';
import { debugString } from '../../../__testUtils__/debugString';
import { syntaxEnvironment } from '../../../__testUtils__/syntaxEnvironment';
import { readTokens } from '../lexer/readTokens';
import { parseExpression } from '../parseExpression';
import type { ParsedExpression } from '../expression';
import { formatExpression } from './formatExpression';

const environment = syntaxEnvironment();

describe('formatExpression', () => {
  it.each([
    ['a&&b||c', 'a && b || c'],
    ['(a&&b)||c', 'a && b || c'],
    ['a&&(b||c)', 'a && (b || c)'],
    ['((a))', 'a'],
    ['a-(b-c)', 'a - (b - c)'],
    ['(a-b)-c', 'a - b - c'],
    ['-(-a)', '-(-a)'],
    ['!(!a)', '!(!a)'],
    ['-(1)', '-(1)'],
    ['- 1', '-1'],
    ['(a?b:c)?d:e', '(a ? b : c) ? d : e'],
    ['a?b:(c?d:e)', 'a ? b : c ? d : e'],
    ['a[ 0 ] [?b].?c.`d-e`', 'a[0][?b].?c.`d-e`'],
    ["{'a':1,?'b':c,}", "{'a': 1, ?'b': c}"],
    ['[1,?a,]', '[1, ?a]'],
    ['A.B{c:1,?d:e}', 'A.B{c: 1, ?d: e}'],
    ['has( a.b )', 'has(a.b)'],
    ['l.all(x,x>0xFF)', 'l.all(x, x > 0xFF)'],
    ['r\'\\d\'+"a"', 'r\'\\d\' + "a"'],
    ['cel.bind( x,1,x )', 'cel.bind(x, 1, x)'],
  ])('writes %s as %s', (source, expected) => {
    expect(formatExpression(parsed(source))).toBe(expected);
  });

  it('breaks long expressions at their outermost operators first', () => {
    const source =
      "targets.all(t, t.environment in ['dev', 'staging'] && (t.replicas <= 10 || t.owner == 'group:default/platform')) ? risk.level == 'low' : false";
    expect(formatExpression(parsed(source))).toBe(
      [
        'targets.all(t,',
        "  t.environment in ['dev', 'staging'] &&",
        "  (t.replicas <= 10 || t.owner == 'group:default/platform')",
        ')',
        "  ? risk.level == 'low'",
        '  : false',
      ].join('\n'),
    );
  });

  it('keeps comments where they stand: on lines of their own, or behind a term', () => {
    const source = [
      '// Why at all',
      'a && // first',
      '// second, because',
      'b &&',
      'f([',
      '  1, // one',
      '  2 // two',
      '])',
      '// the end',
    ].join('\n');
    expect(formatExpression(parsed(source))).toBe(
      [
        '// Why at all',
        'a && // first',
        '// second, because',
        'b &&',
        'f(',
        '  [',
        '    1, // one',
        '    2 // two',
        '  ]',
        ')',
        '// the end',
      ].join('\n'),
    );
  });

  it('parses back to the same tree, whatever the tree', () => {
    fc.assert(
      fc.property(
        arbitraryTree,
        fc.constantFrom(20, 80, 1000),
        (tree, width) => {
          const text = formatExpression(parsedFrom(tree), { width });
          expect(debugString(parsed(text).expr)).toBe(debugString(tree));
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is stable and keeps the tree and every comment, wherever the comments stand', () => {
    fc.assert(
      fc.property(
        arbitraryTree,
        fc.infiniteStream(
          fc.constantFrom('', '', '', ' // c\n', '\n// d\n', '\n'),
        ),
        fc.constantFrom(20, 80),
        (tree, gaps, width) => {
          const source = withGaps(formatExpression(parsedFrom(tree)), gaps);
          const before = parsed(source);
          const once = formatExpression(before, { width });
          const after = parsed(once);
          expect(debugString(after.expr)).toBe(debugString(before.expr));
          expect(commentLetters(after)).toBe(commentLetters(before));
          expect(formatExpression(after, { width })).toBe(once);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('ends with very many optional entries', () => {
    const source = `[${'?a.b == c || d, '.repeat(280)}]`;
    expect(processorTime(() => formatExpression(parsed(source)))).toBeLessThan(
      endlessMs,
    );
  });
});

function parsed(source: string): ParsedExpression {
  const result = parseExpression(source, environment);
  if (!result.ok) {
    throw new Error(`${source}: ${result.issues[0].message}`);
  }
  return result.parsed;
}

/** A source with something between its tokens. */
function withGaps(source: string, gaps: Iterable<string>): string {
  const iterator = gaps[Symbol.iterator]();
  return readTokens(source)
    .tokens.map(({ start, end }, index, tokens) => {
      const previous = index === 0 ? 0 : tokens[index - 1].end;
      return `${source.slice(previous, start)}${
        iterator.next().value
      }${source.slice(start, end)}`;
    })
    .join('');
}

/** What all comments say: several behind one part become one. */
function commentLetters({ comments }: ParsedExpression): string {
  return comments
    .map(({ text }) => text)
    .join('')
    .replace(/[/\s]/g, '');
}
