import {
  attachTestResultsSchema,
  changeProposePermission,
} from '@mandate/plugin-mandate-common';
import { changeFields, toChangeOutput } from './changeOutput';
import type { ActionDependencies } from './registerActions';
import { testResultFields } from './testResultFields';
import { parseRequest } from '../router/parseRequest';

const description = `
Attaches test results to a change that waits for approval. People see them on the approval card, with your name beside them,
and they are kept for ever. A change of medium risk that waits only because nothing said that its plan was tested runs alone once
results are attached and none of them is a failure.

Give the \`digest\` of the plan that you tested, from \`get-change\`: results of another plan are refused with a conflict. A
result of a name replaces the earlier one. Attach failures too. Do not attach what you did not run yourself, and do not use this
to argue for a change: \`answer-question\` is for words.
`.trim();

/** `attach-test-results`: a pipeline or an agent tells approvers what its tests said of a plan. */
export function registerAttachTestResults(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'attach-test-results',
    title: 'Attach test results to a change',
    description,
    attributes: { readOnly: false, destructive: false, idempotent: true },
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod =>
        zod.object({
          id: zod.string().describe('The id that `propose-change` gave.'),
          digest: zod
            .string()
            .max(100)
            .describe('Of the plan that was tested, from `get-change`.'),
          results: testResultFields(zod)
            .min(1)
            .max(50)
            .describe('What the tests that you ran said, one of each name.'),
        }),
      output: zod => zod.object(changeFields(zod)),
    },
    action: async ({ input: { id, ...request }, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const change = await deps.changes.attachTestResults(
        id,
        parseRequest(attachTestResultsSchema, request),
        { caller },
      );
      return { output: toChangeOutput(change) };
    },
  });
}
