import type { Expr, SelectExpr } from '../../syntax/expression';
import { CelError } from '../../values/runtimeValue';
import { adaptTo } from '../adaptTo';
import { typeOfNode } from '../planContext';
import type { PlanContext, ReadOptions, Step } from '../planContext';
import { planContainer } from '../planContainer';
import { dottedName } from '../qualifiedFunction';
import { planDeclaredName } from './planIdentifier';
import { objectType, propertyName } from './propertyName';
import { readPath, testPath } from './readPath';

/** Plans `operand.field` and `has(operand.field)`. */
export function planSelect(
  context: PlanContext,
  select: SelectExpr,
  options?: ReadOptions,
): Step {
  const declared = planDottedName(context, select);
  if (declared !== undefined) {
    return declared;
  }
  const chain = chainOf(context, select);
  const { field, testOnly, id } = select;
  const base = planContainer(context, chain.base);
  const cost = base.cost + chain.fields.length + 1;
  const isStrict = context.environment.options.strictPresenceTests;
  const path = {
    base,
    fields: [...chain.fields, propertyName(context, select.operand.id, field)],
    isStrict,
    id,
  };
  if (testOnly) {
    return {
      evaluate: testPath(path),
      cost,
      parts: [base],
      isSound: true,
    };
  }
  const isData = base.isData || chain.readsObject;
  const adapt = isData ? adaptTo(typeOfNode(context, id), options) : undefined;
  const read = readPath(path);
  return {
    evaluate:
      adapt === undefined
        ? read
        : frame => {
            const value = adapt(read(frame), frame);
            return value instanceof CelError ? value.at(id) : value;
          },
    cost,
    parts: [base],
    isSound: adapt !== undefined,
    isData,
  };
}

/** `a.b` that is declared as a whole, in an expression that is not checked. */
function planDottedName(
  context: PlanContext,
  select: SelectExpr,
): Step | undefined {
  const name =
    context.isChecked || select.testOnly ? undefined : dottedName(select);
  if (name === undefined) {
    return undefined;
  }
  const [first] = name.split('.');
  return context.locals.some(local => local.name === first)
    ? undefined
    : planDeclaredName(context, select.id, name);
}

interface Chain {
  readonly base: Expr;
  readonly fields: readonly string[];
  /** Whether a field of a declared type is among them, which are read as declared wherever the object came from. */
  readonly readsObject: boolean;
}

/** The selections below one, as far as they can be read in one go: nobody observes them, and no part is a declared name. */
function chainOf(context: PlanContext, select: SelectExpr): Chain {
  const fields: string[] = [];
  let base = select.operand;
  let readsObject = objectType(context, base.id) !== undefined;
  while (
    !context.observes &&
    base.kind === 'select' &&
    !base.testOnly &&
    planDottedName(context, base) === undefined
  ) {
    fields.unshift(propertyName(context, base.operand.id, base.field));
    base = base.operand;
    readsObject ||= objectType(context, base.id) !== undefined;
  }
  return { base, fields, readsObject };
}
