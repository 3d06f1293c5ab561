import { compileExpression, syntaxOf } from './compileExpression';
import type { ExpressionEnvironment } from './environment';
import type { CelValue, EvaluationResult, ExpressionInput } from './expression';
import { RecentlyUsed } from './recentlyUsed';
import { splitClauses } from './splitClauses';
import { pathOf } from './syntaxTree';
import type { Expr } from './syntaxTree';

/**
 * A path an expression read, such as `risk.level`, with the value it had; absent when it has none.
 *
 * @public
 */
export interface ReadPath {
  readonly path: string;
  readonly value?: CelValue;
}

/**
 * One clause of an expression with its own outcome and what it read.
 *
 * @public
 */
export interface ExplainedClause {
  readonly source: string;
  readonly result: EvaluationResult;
  readonly reads: readonly ReadPath[];
}

/**
 * Why an expression has its value, as data.
 *
 * @public
 */
export interface Explanation {
  /** How the clauses are joined; absent when there is only one. */
  readonly joinedBy?: '&&' | '||';
  readonly result: EvaluationResult;
  readonly clauses: readonly ExplainedClause[];
}

/**
 * Explains an expression that compiles: the value of each top-level clause, and of the paths it reads.
 *
 * @public
 */
export function explain(
  source: string,
  environment: ExpressionEnvironment,
  input: ExpressionInput,
): Explanation {
  const { joinedBy, sources } = splitClauses(source);
  return {
    joinedBy,
    result: evaluateSource(source, environment, input),
    clauses: sources.map(clause => ({
      source: clause,
      result: evaluateSource(clause, environment, input),
      reads: readPaths(clause, environment).map(path => readPath(path, input)),
    })),
  };
}

/**
 * Says which clauses kept an expression from being true, such as «`risk.level == 'low'` was false: `risk.level` is 'medium'».
 *
 * @public
 */
export function explainInWords(explanation: Explanation): string {
  const { clauses, joinedBy } = explanation;
  const notTrue = clauses.filter(
    ({ result }) => !result.ok || result.value !== true,
  );
  // One failing clause decides an AND; every clause is to be told of an OR, or when all went well.
  const told =
    notTrue.length > 0 &&
    (joinedBy !== '||' || notTrue.length === clauses.length)
      ? notTrue
      : clauses.filter(clause => !notTrue.includes(clause));
  return told.map(clauseInWords).join('; ');
}

function clauseInWords({ source, result, reads }: ExplainedClause): string {
  const outcome = result.ok
    ? `was ${valueInWords(result.value)}`
    : `could not be evaluated (${result.error})`;
  const values = reads
    .filter(({ value }) => !isComposite(value))
    .map(({ path, value }) =>
      value === undefined
        ? `\`${path}\` has no value`
        : `\`${path}\` is ${valueInWords(value)}`,
    )
    .join(', ');
  return `\`${source}\` ${outcome}${values && `: ${values}`}`;
}

/** A whole plan or set of limits tells a reader nothing; it is in the data. */
function isComposite(value: CelValue | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const longestValue = 200;

/**
 * A value as a person reads it: strings in single quotes, long ones cut.
 *
 * @public
 */
export function valueInWords(value: CelValue): string {
  const text =
    typeof value === 'string'
      ? `'${value}'`
      : String(
          JSON.stringify(value, (_, item) =>
            typeof item === 'bigint' ? Number(item) : item,
          ),
        );
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function evaluateSource(
  source: string,
  environment: ExpressionEnvironment,
  input: ExpressionInput,
): EvaluationResult {
  const compiled = compileExpression(source, environment);
  return compiled.ok
    ? compiled.program.evaluate(input)
    : { ok: false, error: compiled.errors[0].message };
}

const knownPaths = new RecentlyUsed<readonly string[]>(2_000);

function readPaths(
  source: string,
  environment: ExpressionEnvironment,
): readonly string[] {
  return knownPaths.getOrCreate(`${environment.digest}\n${source}`, () => {
    const paths = new Set<string>();
    collectPaths(syntaxOf(source), environment, new Set(), paths);
    return [...paths];
  });
}

/** Collects the longest path of each chain of selections; what a loop binds is no path of the input. */
function collectPaths(
  expr: Expr | undefined,
  environment: ExpressionEnvironment,
  bound: ReadonlySet<string>,
  paths: Set<string>,
): void {
  const path = pathOf(expr);
  if (path !== undefined) {
    const [variable] = path.split('.');
    if (
      !bound.has(variable) &&
      Object.hasOwn(environment.variables, variable)
    ) {
      paths.add(path);
    }
    return;
  }
  const inner = childrenOf(expr);
  const nowBound = new Set([...bound, ...inner.binds]);
  for (const child of inner.children) {
    collectPaths(child, environment, nowBound, paths);
  }
}

function childrenOf(expr: Expr | undefined): {
  readonly children: readonly (Expr | undefined)[];
  readonly binds: readonly string[];
} {
  switch (expr?.exprKind.case) {
    case 'selectExpr':
      return { children: [expr.exprKind.value.operand], binds: [] };
    case 'callExpr': {
      const { target, args } = expr.exprKind.value;
      return { children: [target, ...args], binds: [] };
    }
    case 'listExpr':
      return { children: expr.exprKind.value.elements, binds: [] };
    case 'structExpr':
      return {
        children: expr.exprKind.value.entries.map(entry => entry.value),
        binds: [],
      };
    case 'comprehensionExpr': {
      const { iterRange, loopStep, result, iterVar, iterVar2, accuVar } =
        expr.exprKind.value;
      return {
        children: [iterRange, loopStep, result],
        binds: [iterVar, iterVar2, accuVar],
      };
    }
    default:
      return { children: [], binds: [] };
  }
}

function readPath(path: string, input: ExpressionInput): ReadPath {
  let value: unknown = input;
  for (const field of path.split('.')) {
    value =
      isRecord(value) && Object.hasOwn(value, field) ? value[field] : undefined;
  }
  return value === undefined ? { path } : { path, value: plainValue(value) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function plainValue(value: unknown): CelValue {
  if (Array.isArray(value)) {
    return value.map(plainValue);
  }
  if (value instanceof Uint8Array) {
    return value;
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (isRecord(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, plainValue(item)]),
    );
  }
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return value;
    default:
      return null;
  }
}
