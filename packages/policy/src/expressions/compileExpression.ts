import { checkExpression } from '../cel/check/checkExpression';
import { checkCostLimit } from '../cel/cost/checkCostLimit';
import { planExpression } from '../cel/plan/planExpression';
import type { Program } from '../cel/plan/program';
import type { ExpressionIssue } from '../cel/syntax/issue';
import { parseExpression } from '../cel/syntax/parseExpression';
import { positionAt } from '../cel/syntax/position';
import { CelError } from '../cel/values/runtimeValue';
import type { ExpressionEnvironment } from './environment';
import type {
  CompileResult,
  EvaluationResult,
  ExpressionError,
  ExpressionInput,
} from './expression';
import { plainValue } from './plainValue';
import { RecentlyUsed } from '../cel/recentlyUsed';

const compiled = new RecentlyUsed<CompileResult>(2_000);

/**
 * Compiles an expression for an environment: parses it, checks every name and type, estimates its cost, and plans it. Answers every
 * mistake found, with its position. Results are kept for reuse, the most recently used 2,000.
 *
 * @public
 */
export function compileExpression(
  source: string,
  environment: ExpressionEnvironment,
): CompileResult {
  return compiled.getOrCreate(`${environment.digest}\n${source}`, () =>
    compileFresh(source, environment),
  );
}

function compileFresh(
  source: string,
  environment: ExpressionEnvironment,
): CompileResult {
  const { cel } = environment;
  const parsing = parseExpression(source, cel);
  if (!parsing.ok) {
    return failed(source, parsing.issues);
  }
  const { checked, issues } = checkExpression(parsing.parsed, cel);
  const mistakes = issues.filter(({ severity }) => severity === 'error');
  if (mistakes.length > 0) {
    return failed(source, mistakes);
  }
  const tooCostly = checkCostLimit(checked, cel);
  if (tooCostly) {
    return failed(source, [tooCostly]);
  }
  const program = planExpression(checked, cel);
  return {
    ok: true,
    program: {
      source,
      environment,
      checked,
      evaluate: input => evaluate(program, input),
      measure: (input, costLimit) => measure(program, input, costLimit),
    },
  };
}

function evaluate(program: Program, input: ExpressionInput): EvaluationResult {
  return toResult(plainValue(program.run(input).value));
}

function measure(program: Program, input: ExpressionInput, costLimit: number) {
  const { value, cost } = program.run(input, costLimit);
  return { result: toResult(plainValue(value)), cost };
}

/** An outcome of the engine as callers see it. */
export function toResult(
  value: ReturnType<typeof plainValue>,
): EvaluationResult {
  return value instanceof CelError
    ? { ok: false, error: value.message }
    : { ok: true, value };
}

function failed(
  source: string,
  issues: readonly ExpressionIssue[],
): CompileResult {
  return {
    ok: false,
    errors: issues.map(
      ({ message, start }): ExpressionError => ({
        message,
        ...positionAt(source, start),
      }),
    ),
  };
}
