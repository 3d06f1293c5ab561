import { changeProposePermission } from '@mandate/plugin-mandate-common';
import { changeFields, toChangeOutput } from './changeOutput';
import type { ActionDependencies } from './registerActions';

const description = `
Has a change that you proposed wait before its next effect. What it is doing at this moment it ends; nothing is undone.

Use it when you learn something that makes the change doubtful. Say exactly why: people decide by it what happens next. Only a
person lets it go on, or aborts it. It is refused for changes of others, and when nothing is left to pause.
`.trim();

/** `pause-change`: the safe side is open to agents for their own changes. There is no action that resumes. */
export function registerPauseChange(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'pause-change',
    title: 'Pause a change',
    description,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    // One on changes would need a change to ask about; the service asks for that when it is called.
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod =>
        zod.object({
          id: zod.string().describe('The id that `propose-change` gave.'),
          reason: zod
            .string()
            .min(1)
            .max(2_000)
            .describe('Why, as a sentence.'),
        }),
      output: zod => zod.object(changeFields(zod)),
    },
    action: async ({ input: { id, reason }, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const change = await deps.changes.pause(id, { reason }, { caller });
      return { output: toChangeOutput(change) };
    },
  });
}
