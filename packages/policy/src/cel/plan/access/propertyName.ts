import type { CelType } from '../../types/celType';
import { optionalOf } from '../../types/typeShape';
import { typeOfNode } from '../planContext';
import type { PlanContext } from '../planContext';

/** What a field is called in the data that a node stands for, which can differ from its name in expressions. */
export function propertyName(
  context: PlanContext,
  operandId: number,
  field: string,
): string {
  const type = objectType(context, operandId);
  return type === undefined
    ? field
    : context.environment.types.findType(type.name)?.field(field)?.property ??
        field;
}

/** The declared type of a node, or of what it holds when it is optional; undefined when that has no declared fields. */
export function objectType(
  context: PlanContext,
  id: number,
): Extract<CelType, { kind: 'object' }> | undefined {
  const type = typeOfNode(context, id);
  const held = optionalOf(type) ?? type;
  return held.kind === 'object' ? held : undefined;
}
