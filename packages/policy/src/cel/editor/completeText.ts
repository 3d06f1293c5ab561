import type { CheckedExpression } from '../check/checkedExpression';
import type { CelEnvironment } from '../library/celEnvironment';
import type { Expr, ParsedExpression } from '../syntax/expression';
import { canonicalLiteral } from '../syntax/format/literalText';
import { pathTo } from './children';
import type { CompletionItem } from './completion';
import { knownStringsOf } from './knownStringsOf';
import { isMissing } from './missingPart';

/** The strings that what is compared with the missing part may hold. */
export function completeText(
  parsed: ParsedExpression,
  checked: CheckedExpression,
  environment: CelEnvironment,
): readonly CompletionItem[] {
  const compared = comparedWith(pathTo(parsed.expr, isMissing));
  return compared
    ? knownStringsOf(compared, checked, environment).map(text => ({
        label: canonicalLiteral(text),
        kind: 'text',
        insert: canonicalLiteral(text),
      }))
    : [];
}

/** What stands on the other side of `==`, `!=` or `in`. */
function comparedWith(path: readonly Expr[]): Expr | undefined {
  const missing = path.at(-1);
  const parent = path.at(-2);
  if (missing && parent?.kind === 'list') {
    const call = path.at(-3);
    return call?.kind === 'call' && call.function === '@in'
      ? call.arguments[0]
      : undefined;
  }
  return parent?.kind === 'call' &&
    ['_==_', '_!=_'].includes(parent.function) &&
    parent.arguments[1] === missing
    ? parent.arguments[0]
    : undefined;
}
