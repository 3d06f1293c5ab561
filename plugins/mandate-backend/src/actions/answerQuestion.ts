import { changeProposePermission } from '@mandate/plugin-mandate-common';
import { changeFields, toChangeOutput } from './changeOutput';
import type { ActionDependencies } from './registerActions';

const description = `
Answers a question that a person asked about a change that you proposed. \`get-change\` lists open questions.

Answer what was asked, with facts that the person can check, and say so when you do not know: people approve by it. A question
is answered once, and the answer is kept for ever.
`.trim();

/** `answer-question`: who proposed a change answers about it. */
export function registerAnswerQuestion(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'answer-question',
    title: 'Answer a question about a change',
    description,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod =>
        zod.object({
          id: zod.string().describe('The id that `propose-change` gave.'),
          questionId: zod.string().describe('From `get-change`.'),
          text: zod
            .string()
            .min(1)
            .max(2_000)
            .describe('Your answer, as approvers will read it.'),
        }),
      output: zod => zod.object(changeFields(zod)),
    },
    action: async ({ input: { id, questionId, text }, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const answer = { questionId, text };
      const change = await deps.changes.answer(id, answer, { caller });
      return { output: toChangeOutput(change) };
    },
  });
}
