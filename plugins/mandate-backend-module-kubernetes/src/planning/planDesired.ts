import type { ObserveContext, PlanOutcome } from '@mandate/plugin-mandate-node';
import type { VerificationTimes } from '../configuration/readConfiguration';
import { assemblePlan } from './assemblePlan';
import { planObjects, type PlanObjectsOptions } from './planObjects';

/** Plans the application of objects, and makes the plan of it. */
export async function planDesired(
  context: ObserveContext,
  options: PlanObjectsOptions & {
    readonly verification: VerificationTimes;
    /** Said when nothing would change. */
    readonly unchangedWords: string;
    /** What else people should know. */
    readonly notes?: readonly string[];
  },
): Promise<PlanOutcome> {
  const { verification, unchangedWords, notes = [] } = options;
  const outcome = await planObjects(context, options);
  return outcome.type === 'impossible'
    ? outcome
    : assemblePlan({
        ...outcome,
        verification,
        unchangedWords,
        notes: [...outcome.notes, ...notes],
      });
}
