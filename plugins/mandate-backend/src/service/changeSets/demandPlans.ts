import { InputError } from '@backstage/errors';
import { targetKey } from '../../domain/change/change';
import type { Planner, PlanningOutcome } from '../plan/Planner';
import type { CheckedChangeSet } from './ChangeSetService';
import { afterOthersWords } from './endNeedless';
import { namingMember } from './namingMember';

/**
 * Plans all changes of a set before any of them is stored: nobody is asked to approve what is cancelled a moment later
 * because another change of the set cannot be planned. One with nothing to do counts as done, see `endNeedless`, unless no
 * other one has anything to do either.
 *
 * @throws InputError for a change that is impossible, and for a set with nothing to do; and what planning throws.
 */
export async function demandPlans(
  planner: Planner,
  request: CheckedChangeSet,
): Promise<void> {
  const planned = new Set<string>();
  const needless: string[] = [];
  for (const [index, change] of request.changes.entries()) {
    await namingMember(request, index, async () => {
      const outcome = await plan(planner, change);
      switch (outcome.type) {
        case 'impossible':
          throw refusal(outcome.words);
        case 'nothing-to-do':
          if (request.ordered && planned.has(targetKey(outcome.target))) {
            throw refusal(afterOthersWords(outcome.words));
          }
          needless.push(outcome.words);
          break;
        default:
          planned.add(targetKey(outcome.target));
      }
    });
  }
  if (planned.size === 0) {
    await namingMember(request, 0, async () => {
      throw refusal(
        `${needless[0]} No other change of the set has anything to do either.`,
      );
    });
  }
}

function plan(
  planner: Planner,
  { kind, target, input, entity }: CheckedChangeSet['changes'][number],
): Promise<PlanningOutcome> {
  return planner.plan({ kind, target, input, proposedEntity: entity });
}

function refusal(words: string): InputError {
  return new InputError(`${words} Nothing of the set was proposed.`);
}
