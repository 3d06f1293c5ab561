import type { CallExpr, ComprehensionExpr, Expr } from './expression';

/** What a comprehension computes, when it is one of those that macros make; they have loops of their own. */
export type FoldShape =
  | { readonly kind: 'bind' }
  | {
      readonly kind: 'quantifier';
      /** The value that ends the loop: false for `all`, true for `exists`. */
      readonly decisive: boolean;
      readonly predicate: Expr;
    }
  | { readonly kind: 'existsOne'; readonly predicate: Expr }
  | { readonly kind: 'list'; readonly filter?: Expr; readonly item: Expr }
  | {
      readonly kind: 'map';
      readonly filter?: Expr;
      /** A map whose entries are added, or a key and a value. */
      readonly entries: readonly Expr[];
    };

/** The shape of a comprehension, undefined for any other fold. */
export function foldShape(loop: ComprehensionExpr): FoldShape | undefined {
  return (
    bindShape(loop) ??
    quantifierShape(loop) ??
    existsOneShape(loop) ??
    collectingShape(loop)
  );
}

function bindShape(loop: ComprehensionExpr): FoldShape | undefined {
  return loop.range.kind === 'list' &&
    loop.range.elements.length === 0 &&
    isConstant(loop.condition, false)
    ? { kind: 'bind' }
    : undefined;
}

function quantifierShape(loop: ComprehensionExpr): FoldShape | undefined {
  const { initial, condition, step, result, accumulator } = loop;
  if (!isName(result, accumulator) || step.kind !== 'call') {
    return undefined;
  }
  const [first, predicate] = step.arguments;
  if (first === undefined || !isName(first, accumulator)) {
    return undefined;
  }
  if (
    isConstant(initial, true) &&
    step.function === '_&&_' &&
    isCall(condition, '@not_strictly_false', argument =>
      isName(argument, accumulator),
    )
  ) {
    return { kind: 'quantifier', decisive: false, predicate };
  }
  return isConstant(initial, false) &&
    step.function === '_||_' &&
    isCall(condition, '@not_strictly_false', argument =>
      isCall(argument, '!_', negated => isName(negated, accumulator)),
    )
    ? { kind: 'quantifier', decisive: true, predicate }
    : undefined;
}

function existsOneShape(loop: ComprehensionExpr): FoldShape | undefined {
  const { initial, condition, step, result, accumulator } = loop;
  const filtered = filteredStep(step, accumulator);
  return isConstant(initial, 0) &&
    isConstant(condition, true) &&
    filtered?.filter !== undefined &&
    isCall(
      filtered.step,
      '_+_',
      argument => isName(argument, accumulator),
      argument => isConstant(argument, 1),
    ) &&
    isCall(
      result,
      '_==_',
      argument => isName(argument, accumulator),
      argument => isConstant(argument, 1),
    )
    ? { kind: 'existsOne', predicate: filtered.filter }
    : undefined;
}

function collectingShape(loop: ComprehensionExpr): FoldShape | undefined {
  const { initial, condition, result, accumulator } = loop;
  const { step, filter } = filteredStep(loop.step, accumulator) ?? {
    step: loop.step,
    filter: undefined,
  };
  if (
    !isConstant(condition, true) ||
    !isName(result, accumulator) ||
    step.kind !== 'call' ||
    step.arguments.length < 2 ||
    !isName(step.arguments[0], accumulator) ||
    mentions(step.arguments.slice(1), accumulator)
  ) {
    return undefined;
  }
  const [, ...added] = step.arguments;
  if (
    initial.kind === 'list' &&
    initial.elements.length === 0 &&
    step.function === '_+_'
  ) {
    const [list] = added;
    return list.kind === 'list' &&
      list.elements.length === 1 &&
      list.optionalIndices.length === 0
      ? { kind: 'list', filter, item: list.elements[0] }
      : undefined;
  }
  return initial.kind === 'map' &&
    initial.entries.length === 0 &&
    step.function === 'cel.@mapInsert'
    ? { kind: 'map', filter, entries: added }
    : undefined;
}

/** `filter ? step : accumulator`. */
function filteredStep(
  step: Expr,
  accumulator: string,
): { readonly filter?: Expr; readonly step: Expr } | undefined {
  if (step.kind !== 'call' || step.function !== '_?_:_') {
    return undefined;
  }
  const [filter, added, unchanged] = step.arguments;
  return isName(unchanged, accumulator) ? { filter, step: added } : undefined;
}

/**
 * Whether an expression may read the accumulator, which the loops of their own do not keep. Only `cel.block` can write its
 * name; macros inside have a variable of the same name, so that a comprehension hides it from all but its range.
 */
function mentions(exprs: readonly Expr[], name: string): boolean {
  return exprs.some(expr => {
    switch (expr.kind) {
      case 'identifier':
        return expr.name === name;
      case 'select':
        return mentions([expr.operand], name);
      case 'call':
        return mentions(operandsOf(expr), name);
      case 'list':
        return mentions(expr.elements, name);
      case 'map':
        return expr.entries.some(({ key, value }) =>
          mentions([key, value], name),
        );
      case 'struct':
        return expr.fields.some(({ value }) => mentions([value], name));
      case 'comprehension':
        return mentions(
          expr.accumulator === name
            ? [expr.range, expr.initial]
            : [
                expr.range,
                expr.initial,
                expr.condition,
                expr.step,
                expr.result,
              ],
          name,
        );
      default:
        return false;
    }
  });
}

function operandsOf({ target, arguments: rest }: CallExpr): readonly Expr[] {
  return target === undefined ? rest : [target, ...rest];
}

function isName(expr: Expr, name: string): boolean {
  return expr.kind === 'identifier' && expr.name === name;
}

function isConstant(expr: Expr, value: boolean | number): boolean {
  return expr.kind === 'constant' && expr.value === value;
}

function isCall(
  expr: Expr,
  name: string,
  ...tests: readonly ((argument: Expr) => boolean)[]
): boolean {
  return (
    expr.kind === 'call' &&
    expr.function === name &&
    expr.arguments.length === tests.length &&
    expr.arguments.every((argument, place) => tests[place](argument))
  );
}
