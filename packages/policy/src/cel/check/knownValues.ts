import { nearestName } from '../nearestName';
import { foldShape } from '../syntax/foldShape';
import type {
  CallExpr,
  ComprehensionExpr,
  Expr,
  ListExpr,
} from '../syntax/expression';
import type { ValueBounds } from '../types/typeProvider';
import type { CheckContext } from './checkContext';

/** What is known of a value's strings: which it may be, or which its items may be. Of an optional, what it holds. */
export type KnownValues = Pick<ValueBounds, 'oneOf' | 'element'>;

/** Of more strings than these nothing is said, so that joining them takes no time. */
const maximumStrings = 100;

/** Notes what is known of a part's values. */
export function noteKnown(
  context: CheckContext,
  { id }: { readonly id: number },
  known: KnownValues | undefined,
) {
  if (known?.oneOf !== undefined || known?.element !== undefined) {
    context.knownValues.set(id, known);
  }
}

/**
 * Finds comparisons with strings that a value can never be (`risk.level == 'hihg'`), and hands what is known on through calls
 * that answer one of their arguments, or an item of it.
 */
export function checkKnownStrings(context: CheckContext, call: CallExpr) {
  const known = ({ id }: Expr) => context.knownValues.get(id);
  const [first, second, third] = call.arguments;
  switch (call.function) {
    case '_==_':
    case '_!=_':
      checkComparison(context, first, second);
      checkComparison(context, second, first);
      break;
    case '@in':
      checkMembership(context, first, second);
      break;
    case '_[_]':
    case '_[?_]':
      noteKnown(context, call, known(first)?.element);
      break;
    case '_+_':
      noteKnown(context, call, {
        element: union(known(first)?.element, known(second)?.element),
      });
      break;
    case '_?_:_':
      // Of constants alone it can be meant that a string is not among them, so that their type is all that is known.
      if (second.kind !== 'constant' || third.kind !== 'constant') {
        noteKnown(context, call, union(known(second), known(third)));
      }
      break;
    case 'or':
    case 'orValue':
      noteKnown(
        context,
        call,
        call.target && union(known(call.target), known(first)),
      );
      break;
    default:
  }
}

/** What is known of a list that is written out: what all of its items have in common, unless they are constants alone. */
export function noteKnownItems(context: CheckContext, list: ListExpr) {
  if (list.elements.every(({ kind }) => kind === 'constant')) {
    return;
  }
  const [first, ...others] = list.elements.map(({ id }) =>
    context.knownValues.get(id),
  );
  noteKnown(context, list, {
    element: others.reduce<KnownValues | undefined>(union, first),
  });
}

/** What is known of a comprehension's value: of what it answers, or of the items that it collects. */
export function noteKnownResult(
  context: CheckContext,
  loop: ComprehensionExpr,
) {
  const shape = foldShape(loop);
  noteKnown(
    context,
    loop,
    shape?.kind === 'list'
      ? { element: knownItem(context, shape.item) }
      : context.knownValues.get(loop.result.id),
  );
}

function knownItem(context: CheckContext, item: Expr): KnownValues | undefined {
  return item.kind === 'constant'
    ? undefined
    : context.knownValues.get(item.id);
}

function checkComparison(context: CheckContext, value: Expr, literal: Expr) {
  const strings = context.knownValues.get(value.id)?.oneOf;
  if (strings !== undefined && value.kind !== 'constant') {
    checkLiteral(context, strings, literal);
  }
}

function checkMembership(context: CheckContext, item: Expr, list: Expr) {
  if (list.kind === 'list') {
    list.elements.forEach(element => checkComparison(context, item, element));
    return;
  }
  const strings = context.knownValues.get(list.id)?.element?.oneOf;
  if (strings !== undefined && context.resolvedTypeOf(list).kind === 'list') {
    checkLiteral(context, strings, item);
  }
}

function checkLiteral(
  context: CheckContext,
  strings: readonly string[],
  literal: Expr,
) {
  if (
    literal.kind !== 'constant' ||
    typeof literal.value !== 'string' ||
    strings.includes(literal.value)
  ) {
    return;
  }
  const near = nearestName(literal.value, strings);
  context.issues.error(
    literal,
    `this can never be '${literal.value}': it is one of ${strings
      .map(text => `'${text}'`)
      .join(', ')}${near === undefined ? '' : `; did you mean '${near}'?`}`,
  );
}

/** What is known of a value that is one of two; undefined when nothing is known of one of them. */
function union(
  left: KnownValues | undefined,
  right: KnownValues | undefined,
): KnownValues | undefined {
  if (left === undefined || right === undefined) {
    return undefined;
  }
  return {
    oneOf: unionOfStrings(left.oneOf, right.oneOf),
    element: union(left.element, right.element),
  };
}

function unionOfStrings(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (left === right || left === undefined || right === undefined) {
    return left === right ? left : undefined;
  }
  const strings = [...new Set([...left, ...right])];
  return strings.length > maximumStrings ? undefined : strings;
}
