import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import { changeSetFields, toChangeSetOutput } from './changeSetOutput';
import type { ActionDependencies } from './registerActions';

const description = `
Tells how far a set of changes is: each change with its state, and whether the set's stop rule cancelled the rest.

Use it after \`propose-change-set\`. A set can wait for days for approval; look at it when you have a reason to, not in a loop.
\`stopped\` and \`ended\` are ends: what ran before is as it was left, so read each change's status before you propose anything
in its place.
`.trim();

/** `get-change-set`: a set of changes with its members. */
export function registerGetChangeSet(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'get-change-set',
    title: 'Get a set of changes',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod =>
        zod.object({
          id: zod.string().describe('The id that `propose-change-set` gave.'),
        }),
      output: zod => zod.object(changeSetFields(zod)),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const set = await deps.changeSets.get(input.id, { caller });
      return { output: toChangeSetOutput(set) };
    },
  });
}
