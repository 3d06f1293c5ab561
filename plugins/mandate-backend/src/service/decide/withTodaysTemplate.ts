import type { Assessment, Plan } from '@mandate/plugin-mandate-common';
import type { KernelTransaction } from '../../database/KernelTransaction';

/** A version of a template that was withdrawn since the plan was made is not familiar any more (I4). */
export async function withTodaysTemplate(
  tx: KernelTransaction,
  {
    plan,
    assessment,
  }: {
    readonly plan: Plan;
    readonly assessment: Assessment;
  },
): Promise<Assessment> {
  const recorded =
    plan.template && (await tx.templateVersions.get(plan.template.digest));
  return recorded?.state === 'withdrawn'
    ? { ...assessment, classification: 'novel' }
    : assessment;
}
