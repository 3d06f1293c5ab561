import { tests as comprehensions } from '@bufbuild/cel-spec/testdata/comprehension.js';
import { tests as parsing } from '@bufbuild/cel-spec/testdata/parsing.js';
import { debugString } from '../../__testUtils__/debugString';
import { syntaxEnvironment } from '../../__testUtils__/syntaxEnvironment';
import { standardMacros } from '../library/macros/standardMacros';
import { optionalMacros } from '../library/macros/optionalMacros';
import { parseExpression } from './parseExpression';
import { positionAt } from './position';

/** cel-go's parser cases have `existsOne` beside `exists_one`; its environments, as ours, only with two variables. */
const existsOne = standardMacros
  .filter(macro => macro.function === 'exists_one')
  .map(macro => ({ ...macro, function: 'existsOne' }));

const macros = [...standardMacros, ...existsOne, ...optionalMacros];
const environment = syntaxEnvironment(macros);
const withoutExtensions = syntaxEnvironment(macros, {
  optionalSyntax: false,
  backquotedFields: false,
});

const withTree = [
  ...(parsing.tests ?? []),
  ...(comprehensions.tests ?? []),
].flatMap(({ original, ast }) =>
  ast ? [{ expression: original.expr, ast }] : [],
);

/** Errors of the parser have no source's name; those of the checker have one. Some cases set a limit of 32 levels for themselves. */
const refused = (parsing.tests ?? []).flatMap(({ original, ast, error }) =>
  !ast && error?.startsWith('ERROR: :') && !/recursion/.test(error)
    ? [{ expression: original.expr, error }]
    : [],
);

/** Where our first issue stands elsewhere than cel-go's, and why. */
const placedElsewhere = new Map([
  ['m.filter(a.b, false)', 'cel-go places a selection at its dot'],
  ['"\\xFh"', 'cel-go gives up on the whole literal, we on the escape'],
  [
    '"\\a\\b\\f\\n\\r\\t\\v\\\'\\"\\\\\\? Illegal escape \\>"',
    'cel-go gives up on the whole literal, we on the escape',
  ],
  [
    "'\\udead' == '\\ufffd'",
    'cel-go gives up on the whole literal, we on the escape',
  ],
  [
    '[1, 2, 3].map(var, var * var)',
    'the same place, but cel-go reports two errors there',
  ],
]);

describe("cel-go's parser cases", () => {
  it.each(withTree)('parses $expression to the same tree', testCase => {
    const result = parseExpression(testCase.expression, environment);
    expect(result).toMatchObject({ ok: true });
    expect(result.ok && compact(debugString(result.parsed.expr))).toBe(
      compact(testCase.ast),
    );
  });

  it.each(refused.filter(({ expression }) => !placedElsewhere.has(expression)))(
    'refuses $expression at the same place',
    ({ expression, error }) => {
      const [first] = issuesOf(expression, error);
      const { line, column } = positionAt(expression, first.start);
      expect(places(error)).toContain(`${line}:${column}`);
    },
  );

  it.each([...placedElsewhere])('refuses %s elsewhere: %s', expression => {
    expect(issuesOf(expression, '')).not.toEqual([]);
  });
});

function issuesOf(expression: string, error: string) {
  const result = parseExpression(
    expression,
    error.includes('unsupported syntax') ? withoutExtensions : environment,
  );
  return result.ok ? [] : result.issues;
}

function compact(tree: string): string {
  return tree.replace(/\s+/g, '');
}

function places(error: string): readonly string[] {
  return [...error.matchAll(/^ERROR: :(\d+:\d+):/gm)].map(match => match[1]);
}
