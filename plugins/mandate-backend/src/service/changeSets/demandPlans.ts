import { InputError } from '@backstage/errors';
import type { Planner } from '../plan/Planner';
import type { CheckedChangeSet } from './ChangeSetService';
import { namingMember } from './namingMember';

/**
 * Plans all changes of a set before any of them is stored: nobody is asked to approve what is cancelled a moment later
 * because another change of the set cannot be planned.
 *
 * @throws InputError for a change with nothing to do or that is impossible; and what planning throws.
 */
export async function demandPlans(
  planner: Planner,
  request: CheckedChangeSet,
): Promise<void> {
  for (const [
    index,
    { kind, target, input, entity },
  ] of request.changes.entries()) {
    await namingMember(request, index, async () => {
      const outcome = await planner.plan({
        kind,
        target,
        input,
        proposedEntity: entity,
      });
      if (outcome.type === 'nothing-to-do') {
        throw new InputError(
          `${outcome.words} Leave it out of the set and propose the rest; nothing of the set was proposed.`,
        );
      }
      if (outcome.type === 'impossible') {
        throw new InputError(
          `${outcome.words} Nothing of the set was proposed.`,
        );
      }
    });
  }
}
