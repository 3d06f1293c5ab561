import { checkExpression } from '../check/checkExpression';
import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { CallExpr, Expr } from '../syntax/expression';
import { recoverExpression } from '../syntax/recoverExpression';
import { formatType } from '../types/formatType';
import { childrenOf } from '../syntax/childrenOf';
import { writtenAs } from './children';
import { fieldOf, knownStringsOf } from './knownStringsOf';
import { signature } from './signatures';

/** What a part of an expression is. @public */
export interface HoverText {
  /** The part that it is about. */
  readonly start: number;
  readonly end: number;
  /** `risk.level: string`, or a function's signatures, one a line. */
  readonly title: string;
  readonly description?: string;
  /** The strings it may hold, where they are known. */
  readonly oneOf?: readonly string[];
}

/**
 * What stands at an offset: the type of a value, the signatures of a function, and what they mean. Undefined where nothing is
 * known. The text may be half written.
 *
 * @public
 */
export function hover(
  source: string,
  offset: number,
  environment: CelEnvironment,
): HoverText | undefined {
  const { parsed } = recoverExpression(source, environment);
  const { checked } = checkExpression(parsed, environment);
  const expr = innermostAt(parsed.expr, offset, node =>
    writtenAs(parsed, node),
  );
  if (!expr) {
    return undefined;
  }
  return expr.kind === 'call'
    ? functionHover(source, offset, expr, environment)
    : valueHover(source, expr, checked, environment);
}

function innermostAt(
  node: Expr,
  offset: number,
  written: (expr: Expr) => Expr,
): Expr | undefined {
  const expr = written(node);
  if (offset < expr.start || offset >= expr.end) {
    return undefined;
  }
  for (const child of childrenOf(expr)) {
    const found = innermostAt(child, offset, written);
    if (found) {
      return found;
    }
  }
  return expr;
}

function valueHover(
  source: string,
  expr: Expr,
  checked: CheckedExpression,
  environment: CelEnvironment,
): HoverText | undefined {
  const type = checked.types.get(expr.id);
  if (
    !type ||
    type.kind === 'error' ||
    (expr.kind !== 'identifier' && expr.kind !== 'select')
  ) {
    return undefined;
  }
  const known = knownStringsOf(expr, checked, environment);
  const description =
    expr.kind === 'identifier'
      ? environment.variables.get(expr.name)?.description
      : fieldOf(expr, checked, environment)?.description;
  return {
    start: expr.start,
    end: expr.end,
    title: `${source.slice(expr.start, expr.end)}: ${formatType(type)}`,
    description,
    oneOf: known.length > 0 ? known : undefined,
  };
}

/** A function's signatures, when the offset is on its name. */
function functionHover(
  source: string,
  offset: number,
  call: CallExpr,
  { libraries }: CelEnvironment,
): HoverText | undefined {
  const open = source.indexOf('(', call.target?.end ?? call.start);
  if (open < 0 || offset >= open) {
    return undefined;
  }
  const start = call.target
    ? source.indexOf('.', call.target.end) + 1
    : call.start;
  const qualified = source.slice(call.start, open).replace(/\s/g, '');
  const names = new Set([call.function, qualified]);
  const isMember = call.target !== undefined;
  const usage = libraries
    .flatMap(({ macros = [] }) => macros)
    .findLast(
      macro =>
        macro.function === call.function &&
        macro.receiver === isMember &&
        macro.argumentCount === call.arguments.length,
    )?.usage;
  if (usage) {
    return {
      start,
      end: open,
      title: `${call.function}(${usage.parameters.join(', ')})`,
      description: usage.description,
    };
  }
  const declarations = libraries
    .flatMap(({ functions = [] }) => functions)
    .filter(({ name }) => names.has(name));
  const overloads = declarations.flatMap(declaration => declaration.overloads);
  return overloads.length === 0
    ? undefined
    : {
        start,
        end: open,
        title: overloads
          .map(overload => `${call.function}${signature(overload)}`)
          .join('\n'),
        description: declarations.find(({ description }) => description)
          ?.description,
      };
}
