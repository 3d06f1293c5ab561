import { timestamp } from '../api/newObject';
import { Condition } from '../model/KubernetesObject';

/** The list with one condition set; its transition time changes only with its status. */
export function withCondition(
  conditions: readonly Condition[],
  condition: Condition,
  now: Date,
): Condition[] {
  const before = conditions.find(it => it.type === condition.type);
  const lastTransitionTime =
    before?.status === condition.status
      ? before.lastTransitionTime
      : timestamp(now);
  const next = { ...condition, lastTransitionTime };
  return before
    ? conditions.map(it => (it === before ? next : it))
    : [...conditions, next];
}

/** The condition of a type, if the list has it. */
export function findCondition(
  conditions: readonly Condition[] | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find(it => it.type === type);
}
