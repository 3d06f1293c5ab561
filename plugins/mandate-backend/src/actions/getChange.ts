import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import { changeFields, toChangeOutput } from './changeOutput';
import type { ActionDependencies } from './registerActions';

const description = `
Tells how a change is doing: its state, what it waits for or how it ended, which mandate decided, who still has to
approve, and what happened so far.

Use it after \`propose-change\`. A change that runs takes from seconds to some minutes (its verification waits until the
new state has held for a while), so look every half a minute at most. \`awaiting-approval\` can last for days: tell the
person you act for who has to approve, and stop waiting. \`stuck\` means that a person has to decide.
`.trim();

/** `get-change`: one change with its story. */
export function registerGetChange(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'get-change',
    title: 'Get a change',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    // One on changes would need a change to ask about; the service asks for that when it is called.
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod =>
        zod.object({
          id: zod.string().describe('The id that `propose-change` gave.'),
        }),
      output: zod => zod.object(changeFields(zod)),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const change = await deps.changes.get(input.id, { caller });
      return { output: toChangeOutput(change) };
    },
  });
}
