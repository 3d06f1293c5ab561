import { changeProposePermission } from '@mandate/plugin-mandate-common';
import { explainDecision } from '@mandate/policy';
import { proposalFields, toProposeRequest } from './proposalInput';
import type { ActionDependencies } from './registerActions';

const description = `
Says what would become of a proposed change, **without proposing it and without any effect**: its plan, risk, cost, new
compliance findings, and the decision with the mandate and clause behind it.

Use it to find out whether something may run alone, who would have to approve, or how to keep a change inside the limits
(for example with fewer replicas) before you call \`propose-change\`. The answer holds for this moment: mandates, budgets
and the target can change until you propose.
`.trim();

/** `simulate-change`: plan, assessment and decision, nothing stored. */
export function registerSimulateChange(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'simulate-change',
    title: 'Simulate a change',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod => zod.object(proposalFields(zod)),
      output: zod =>
        zod.object({
          title: zod.string(),
          plan: zod.string().describe('The effect in a sentence.'),
          oversight: zod
            .string()
            .describe('autonomous, notify, approve or forbid.'),
          decision: zod
            .string()
            .describe('Which mandate and clause decided, in words.'),
          requirements: zod
            .array(zod.object({ group: zod.string(), count: zod.number() }))
            .describe('Who would have to approve, all of them.'),
          risk: zod.string().describe('low, medium or high.'),
          riskFactors: zod
            .array(zod.string())
            .describe('What makes up the risk, strongest first.'),
          newFindings: zod
            .array(zod.string())
            .describe('Compliance rules that the change would newly violate.'),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const { title, plan, assessment, decision } = await deps.changes.simulate(
        toProposeRequest(input),
        { caller },
      );
      return {
        output: {
          title,
          plan: plan.summary,
          oversight: decision.oversight,
          decision: explainDecision(decision),
          requirements: decision.requirements.map(({ group, count }) => ({
            group,
            count,
          })),
          risk: assessment.risk.level,
          riskFactors: assessment.risk.factors.map(
            ({ words, effect }) => `${effect}: ${words}`,
          ),
          newFindings: assessment.findings
            .filter(({ isNew }) => isNew)
            .map(({ words, mend }) => `${words} ${mend}`),
        },
      };
    },
  });
}
