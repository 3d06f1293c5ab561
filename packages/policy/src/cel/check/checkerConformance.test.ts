/**
 * @jest-environment node
 */
import { getCheckingSuite } from '@bufbuild/cel-spec/testdata/tests.js';
import type {
  IncrementalTest,
  IncrementalTestSuite,
} from '@bufbuild/cel-spec/testdata/tests.js';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkedTree } from '../../__testUtils__/checkedTree';
import { environmentOfCase } from '../../__testUtils__/checkerCases';
import { parseExpression } from '../syntax/parseExpression';
import { checkExpression } from './checkExpression';

const file = resolve(__dirname, '../../../conformance.checker.json');

describe("cel-go's checker cases", () => {
  const cases = casesOf(getCheckingSuite());
  const report = {
    total: cases.length,
    passed: 0,
    exceptions: cases.flatMap(exceptionOf),
  };
  report.passed = report.total - report.exceptions.length;

  it('come out exactly as conformance.checker.json records', () => {
    if (process.env.UPDATE_CONFORMANCE) {
      writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
    }
    expect(report.total).toBe(135);
    expect(report).toEqual(JSON.parse(readFileSync(file, 'utf8')));
  });
});

interface CheckerException {
  readonly expression: string;
  readonly expected: string;
  readonly actual: string;
  readonly reason: string;
}

function casesOf(suite: IncrementalTestSuite): readonly IncrementalTest[] {
  return [...suite.tests, ...suite.suites.flatMap(casesOf)];
}

/** Compares the whole checked tree: names resolved, the type of each node, the overloads of each call. */
function exceptionOf(test: IncrementalTest): readonly CheckerException[] {
  const expected = test.checkedAst ?? 'an error';
  const actual = outcomeOf(test);
  const same =
    test.checkedAst === undefined
      ? actual.startsWith('error: ')
      : actual === expected;
  return same
    ? []
    : [
        {
          expression: test.original.expr,
          expected:
            test.type ?? `error: ${test.error?.split('\n')[0].slice(7)}`,
          actual,
          reason: reasonOf(test.original.expr),
        },
      ];
}

function reasonOf(expression: string): string {
  if (/google\.protobuf\.\w+\{/.test(expression)) {
    return "It builds one of protobuf's well-known messages; protobuf is left out.";
  }
  return expression === 'lists.filter(x, x > 1.5)'
    ? 'The case is of an older cel-go, which took comparisons of different numeric types inside of macros only; its version 0.33 gives our tree.'
    : 'The checker differs from cel-go.';
}

function outcomeOf({ original }: IncrementalTest): string {
  const environment = environmentOfCase(original);
  const parsed = parseExpression(original.expr, environment);
  if (!parsed.ok) {
    return `error: ${parsed.issues[0].message}`;
  }
  const { checked, issues } = checkExpression(parsed.parsed, environment);
  if (issues.length > 0) {
    return `error: ${issues[0].message}`;
  }
  return checkedTree(checked);
}
