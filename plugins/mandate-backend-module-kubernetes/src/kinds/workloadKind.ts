import type { ChangeKind } from '@mandate/plugin-mandate-node';
import { checkTests } from '../deploymentTests/checkTests';
import { testStep } from '../deploymentTests/testStep';
import { afterEarlierPhases } from '../effects/afterEarlierPhases';
import { applyStep, type ApplyStepOptions } from '../effects/applyStep';
import { observeTargetVersion } from '../planning/observeTargetVersion';
import type { ApprovedTemplates } from '../templates/ApprovedTemplates';
import { checkConditions } from '../verification/checkConditions';
import { checkRollout } from '../verification/checkRollout';
import type { KubernetesKindOptions } from './KubernetesKindOptions';

/** What the kinds of this module share: how objects are written, observed and verified. */
export function workloadKind(
  options: KubernetesKindOptions,
  {
    checkedBy,
    ...applyOptions
  }: ApplyStepOptions & {
    /** Given when the checks of the instance's template count for the kind, too. */
    readonly checkedBy?: ApprovedTemplates;
  } = {},
): Pick<ChangeKind, 'observeVersion' | 'step' | 'check'> {
  return {
    observeVersion: observeTargetVersion,
    step: (plan, stepId) => {
      const test = testStep(plan, stepId, options.now);
      if (test) {
        return test;
      }
      const handler = applyStep(plan, stepId, applyOptions);
      // What is written first in another form becomes ready only by a later step.
      return applyOptions.alter
        ? handler
        : afterEarlierPhases(handler, { plan, stepId, now: options.now });
    },
    check: async context => {
      const rollout = await checkRollout(context, options.now());
      const conditions = checkedBy
        ? await checkConditions(context, {
            templates: checkedBy,
            others: rollout,
          })
        : [];
      const checks = [...rollout, ...conditions];
      return [...checks, ...(await checkTests(context, checks))];
    },
  };
}
