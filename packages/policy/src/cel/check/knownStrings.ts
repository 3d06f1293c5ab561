import { nearestName } from '../nearestName';
import type { CallExpr, Expr } from '../syntax/expression';
import type { CheckContext } from './checkContext';

/**
 * Finds comparisons with strings that a value can never be (`risk.level == 'hihg'`), and hands known strings on through
 * `?:` and `orValue`.
 */
export function checkKnownStrings(context: CheckContext, call: CallExpr) {
  switch (call.function) {
    case '_==_':
    case '_!=_':
      checkComparison(context, call.arguments[0], call.arguments[1]);
      checkComparison(context, call.arguments[1], call.arguments[0]);
      break;
    case '@in':
      if (call.arguments[1].kind === 'list') {
        call.arguments[1].elements.forEach(element =>
          checkComparison(context, call.arguments[0], element),
        );
      }
      break;
    case '_?_:_':
      union(context, call, [call.arguments[1], call.arguments[2]]);
      break;
    case 'orValue':
      if (call.target) {
        union(context, call, [call.target, call.arguments[0]]);
      }
      break;
    default:
  }
}

function checkComparison(context: CheckContext, value: Expr, literal: Expr) {
  const known = context.knownStrings.get(value.id);
  if (
    known === undefined ||
    value.kind === 'constant' ||
    literal.kind !== 'constant' ||
    typeof literal.value !== 'string' ||
    known.includes(literal.value)
  ) {
    return;
  }
  const near = nearestName(literal.value, known);
  context.issues.error(
    literal,
    `this can never be '${literal.value}': it is one of ${known
      .map(text => `'${text}'`)
      .join(', ')}${near === undefined ? '' : `; did you mean '${near}'?`}`,
  );
}

function union(context: CheckContext, call: CallExpr, parts: readonly Expr[]) {
  const known = parts.map(({ id }) => context.knownStrings.get(id));
  if (known.every(strings => strings !== undefined)) {
    context.knownStrings.set(call.id, [...new Set(known.flat())]);
  }
}
