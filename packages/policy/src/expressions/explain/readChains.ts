import type { Expr } from '../../cel/syntax/expression';
import { childrenOf } from '../../cel/syntax/childrenOf';

/** A step of a path: a field or key, or the index of an item. @public */
export type Segment = string | number;

/** The longest chain of selections from one name, such as `spec.containers[0].image`. @public */
export interface ReadChain {
  readonly root: string;
  readonly segments: readonly Segment[];
  /** The node whose value the chain has. */
  readonly id: number;
  /** Whether the root is a loop's variable, not one of the input. */
  readonly isLocal: boolean;
  /** `has(…)`: its node's value is whether the path is there. */
  readonly testOnly: boolean;
  /** How many segments must be there: those before the first `.?` or `[?…]`, and all but the last one of `has(…)`. */
  readonly required: number;
}

/** Every chain an expression reads, once each, in the order of the source. What an accumulator holds is no reading. @public */
export function readChains(expr: Expr): readonly ReadChain[] {
  const chains = new Map<string, ReadChain>();
  collect(expr, new Set(), new Set(), chains);
  return [...chains.values()];
}

/** The path as people write it. @public */
export function pathOf({ root, segments }: ReadChain): string {
  return segments.reduce<string>((path, segment) => {
    if (typeof segment === 'number') {
      return `${path}[${segment}]`;
    }
    return /^[A-Za-z_]\w*$/.test(segment)
      ? `${path}.${segment}`
      : `${path}[${JSON.stringify(segment)}]`;
  }, root);
}

function collect(
  expr: Expr,
  locals: ReadonlySet<string>,
  hidden: ReadonlySet<string>,
  chains: Map<string, ReadChain>,
): void {
  const chain = chainOf(expr, locals);
  if (chain) {
    const key = `${chain.isLocal}:${chain.testOnly}:${pathOf(chain)}`;
    if (!hidden.has(chain.root) && !chains.has(key)) {
      chains.set(key, chain);
    }
    return;
  }
  if (expr.kind === 'comprehension') {
    const variables = [expr.iterationVariable, expr.secondVariable].filter(
      name => name !== undefined,
    );
    const inside = new Set([...locals, ...variables]);
    const accumulating = new Set([...hidden, expr.accumulator]);
    collect(expr.range, locals, hidden, chains);
    collect(expr.initial, locals, hidden, chains);
    collect(expr.condition, inside, accumulating, chains);
    collect(expr.step, inside, accumulating, chains);
    collect(expr.result, locals, accumulating, chains);
    return;
  }
  for (const child of childrenOf(expr)) {
    collect(child, locals, hidden, chains);
  }
}

function chainOf(
  expr: Expr,
  locals: ReadonlySet<string>,
): ReadChain | undefined {
  const segments: Segment[] = [];
  const testOnly = expr.kind === 'select' && expr.testOnly;
  /** Counted from the end, since the chain is walked backwards. */
  let optionalFromEnd = testOnly ? 1 : 0;
  let node = expr;
  for (;;) {
    if (node.kind === 'identifier') {
      return {
        root: node.name,
        segments: segments.reverse(),
        id: expr.id,
        isLocal: locals.has(node.name),
        testOnly,
        required: segments.length - optionalFromEnd,
      };
    }
    const step = stepOf(node);
    if (!step) {
      return undefined;
    }
    segments.push(step.segment);
    if (step.isOptional) {
      optionalFromEnd = segments.length;
    }
    node = step.operand;
  }
}

function stepOf(node: Expr):
  | {
      readonly operand: Expr;
      readonly segment: Segment;
      readonly isOptional: boolean;
    }
  | undefined {
  if (node.kind === 'select') {
    return { operand: node.operand, segment: node.field, isOptional: false };
  }
  const isAccess =
    node.kind === 'call' && ['_[_]', '_[?_]', '_?._'].includes(node.function);
  const [operand, key] = isAccess ? node.arguments : [];
  return key?.kind === 'constant' &&
    (typeof key.value === 'string' || typeof key.value === 'number')
    ? {
        operand,
        segment: key.value,
        isOptional: node.kind === 'call' && node.function !== '_[_]',
      }
    : undefined;
}
