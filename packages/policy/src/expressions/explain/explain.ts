import { planExpression } from '../../cel/plan/planExpression';
import type { ObservedResult } from '../../cel/plan/planExpression';
import { childrenOf } from '../../cel/syntax/childrenOf';
import type { Expr } from '../../cel/syntax/expression';
import { fromNative } from '../../cel/values/fromNative';
import { CelError } from '../../cel/values/runtimeValue';
import { toResult } from '../compileExpression';
import type {
  CelValue,
  ExpressionInput,
  ExpressionProgram,
} from '../expression';
import { plainValue } from '../plainValue';
import { clausesOf } from './clauses';
import type { Clause } from './clauses';
import type { DecidingItem, Explanation, ReadPath } from './explanation';
import { pathOf, readChains } from './readChains';
import type { ReadChain, Segment } from './readChains';

/**
 * Explains a program's value over an input: each clause with its own value, what it read, and the item that decided a loop. Every clause
 * is evaluated, also those that the program itself would skip, so that a person learns all that is in the way.
 *
 * @public
 */
export function explain(
  program: ExpressionProgram,
  input: ExpressionInput,
): Explanation {
  return explainClause(explainerOf(program), input);
}

/**
 * The paths of the input that a program's value depended on: those it read on the way to its value, short-circuits taken.
 *
 * @public
 */
export function dependsOn(
  program: ExpressionProgram,
  input: ExpressionInput,
): readonly string[] {
  const { observe, chains } = singleClause(program, program.checked.expr);
  const run = observe(input);
  const read = chains.filter(chain => !chain.isLocal && wasRead(chain, run));
  return [...new Set(read.map(pathOf))];
}

type Explainer =
  | {
      readonly kind: 'single';
      readonly source: string;
      readonly loops: readonly LoopSource[];
      readonly chains: readonly ReadChain[];
      readonly observe: (input: ExpressionInput) => ObservedResult;
    }
  | {
      readonly kind: 'joined';
      readonly source: string;
      readonly joinedBy: '&&' | '||';
      readonly clauses: readonly Explainer[];
      readonly evaluate: ExpressionProgram['evaluate'];
    };

/** A loop by its node, and what it goes over as written. */
interface LoopSource {
  readonly id: number;
  readonly of: string;
}

const explainers = new WeakMap<ExpressionProgram, Explainer>();

function explainerOf(program: ExpressionProgram): Explainer {
  const earlier = explainers.get(program);
  if (earlier) {
    return earlier;
  }
  const made = makeExplainer(program, clausesOf(program.checked.expr));
  explainers.set(program, made);
  return made;
}

function makeExplainer(program: ExpressionProgram, clause: Clause): Explainer {
  if (clause.kind === 'single') {
    return singleClause(program, clause.expr);
  }
  const { expr, joinedBy, clauses } = clause;
  const planned = planExpression(
    { ...program.checked, expr },
    program.environment.cel,
  );
  return {
    kind: 'joined',
    source: sourceOf(program, expr),
    joinedBy,
    clauses: clauses.map(inner => makeExplainer(program, inner)),
    evaluate: input => toResult(plainValue(planned.run(input).value)),
  };
}

function singleClause(
  program: ExpressionProgram,
  expr: Expr,
): Extract<Explainer, { kind: 'single' }> {
  const planned = planExpression(
    { ...program.checked, expr },
    program.environment.cel,
    { observe: true },
  );
  return {
    kind: 'single',
    source: sourceOf(program, expr),
    loops: loopsIn(program, expr),
    chains: readChains(expr),
    observe: input => planned.run(input),
  };
}

function explainClause(
  explainer: Explainer,
  input: ExpressionInput,
): Explanation {
  if (explainer.kind === 'joined') {
    const { source, joinedBy } = explainer;
    const clauses = explainer.clauses.map(clause =>
      explainClause(clause, input),
    );
    return {
      source,
      result: explainer.evaluate(input),
      joinedBy,
      clauses,
      reads: distinct(clauses.flatMap(({ reads }) => reads)),
    };
  }
  const run = explainer.observe(input);
  const decidingItem = decidingItemOf(explainer.loops, run);
  return {
    source: explainer.source,
    result: toResult(plainValue(run.value)),
    clauses: [],
    reads: distinct(
      explainer.chains
        .filter(chain => wasRead(chain, run))
        .map(chain => readPath(chain, run, input)),
    ),
    ...(decidingItem && { decidingItem }),
  };
}

function distinct(reads: readonly ReadPath[]): readonly ReadPath[] {
  return [...new Map(reads.map(read => [read.path, read])).values()];
}

/** A node that a short-circuit skipped has no value. */
function wasRead(chain: ReadChain, run: ObservedResult): boolean {
  return run.observed.has(chain.id);
}

function readPath(
  chain: ReadChain,
  run: ObservedResult,
  input: ExpressionInput,
): ReadPath {
  const path = pathOf(chain);
  const value =
    chain.testOnly && !chain.isLocal
      ? valueAt(input, [chain.root, ...chain.segments])
      : observedValue(chain, run);
  return value === undefined ? { path } : { path, value };
}

/** What `has(…)` asks about is known only as there or not; the value itself says more. */
function valueAt(
  input: ExpressionInput,
  segments: readonly Segment[],
): CelValue | undefined {
  let value: unknown = input;
  for (const segment of segments) {
    value =
      typeof value === 'object' &&
      value !== null &&
      Object.hasOwn(value, segment)
        ? Reflect.get(value, segment)
        : undefined;
  }
  return value === undefined ? undefined : known(plainValue(fromNative(value)));
}

function observedValue(
  chain: ReadChain,
  run: ObservedResult,
): CelValue | undefined {
  const value = run.observed.get(chain.id);
  return value === undefined ? undefined : known(plainValue(value));
}

function known(value: ReturnType<typeof plainValue>): CelValue | undefined {
  return value instanceof CelError ? undefined : value;
}

function decidingItemOf(
  loops: readonly LoopSource[],
  run: ObservedResult,
): DecidingItem | undefined {
  for (const { id, of } of loops) {
    const deciding = run.deciding.get(id);
    const key = deciding && known(plainValue(deciding.key));
    if (key !== undefined) {
      return { of, key };
    }
  }
  return undefined;
}

/** Outermost first. */
function loopsIn(
  program: ExpressionProgram,
  expr: Expr,
): readonly LoopSource[] {
  const own =
    expr.kind === 'comprehension'
      ? [{ id: expr.id, of: sourceOf(program, expr.range) }]
      : [];
  return [
    ...own,
    ...childrenOf(expr).flatMap(child => loopsIn(program, child)),
  ];
}

function sourceOf({ source }: ExpressionProgram, expr: Expr): string {
  return source.slice(expr.start, expr.end);
}
