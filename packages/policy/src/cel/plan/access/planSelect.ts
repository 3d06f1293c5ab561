import type { Expr, SelectExpr } from '../../syntax/expression';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';
import { adaptTo } from '../adaptTo';
import type { Evaluate } from '../frame';
import { typeOfNode } from '../planContext';
import type { PlanContext, ReadOptions, Step } from '../planContext';
import { planContainer } from '../planContainer';
import { dottedName } from '../qualifiedFunction';
import { planDeclaredName } from './planIdentifier';
import { hasField, readField } from './readField';

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
  const read = readChain(base.evaluate, chain.fields, isStrict);
  if (testOnly) {
    return {
      evaluate: frame => placed(hasField(read(frame), field, isStrict), id),
      cost,
      parts: [base],
    };
  }
  const adapt = adaptTo(typeOfNode(context, id), options);
  return {
    evaluate:
      adapt === undefined
        ? frame => placed(readField(read(frame), field, isStrict), id)
        : frame =>
            placed(adapt(readField(read(frame), field, isStrict), frame), id),
    cost,
    parts: [base],
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
}

/** The selections below one, as far as they can be read in one go: nobody observes them, and no part is a declared name. */
function chainOf(context: PlanContext, select: SelectExpr): Chain {
  const fields: string[] = [];
  let base = select.operand;
  while (
    !context.observes &&
    base.kind === 'select' &&
    !base.testOnly &&
    planDottedName(context, base) === undefined
  ) {
    fields.unshift(base.field);
    base = base.operand;
  }
  return { base, fields };
}

function readChain(
  base: Evaluate,
  fields: readonly string[],
  isStrict: boolean,
): Evaluate {
  const [first, second] = fields;
  switch (fields.length) {
    case 0:
      return base;
    case 1:
      return frame => readField(base(frame), first, isStrict);
    case 2:
      return frame =>
        readField(readField(base(frame), first, isStrict), second, isStrict);
    default:
      return frame =>
        fields.reduce<Evaluated>(
          (container, field) => readField(container, field, isStrict),
          base(frame),
        );
  }
}

function placed(value: Evaluated, id: number): Evaluated {
  return value instanceof CelError ? value.at(id) : value;
}
