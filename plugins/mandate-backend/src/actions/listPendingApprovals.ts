import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import { changeFields, toChangeOutput } from './changeOutput';
import type { ActionDependencies } from './registerActions';

const description = `
Lists changes that wait for people to approve, oldest first, with who is still missing.

Use it to tell a person what needs them, or before proposing something that may already be under way. You can only look:
approving is done by people in the portal, and no tool does it.
`.trim();

/** `list-pending-approvals`: what waits for people. */
export function registerListPendingApprovals(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'list-pending-approvals',
    title: 'List pending approvals',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    // One on changes would need a change to ask about; the service asks for that when it is called.
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod =>
        zod.object({
          entityRef: zod
            .string()
            .optional()
            .describe('Only changes of this catalog entity.'),
          cursor: zod
            .string()
            .optional()
            .describe('`nextCursor` of the page before.'),
        }),
      output: zod =>
        zod.object({
          changes: zod.array(zod.object(changeFields(zod))),
          nextCursor: zod.string().optional(),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const page = await deps.changes.listApprovals(input, { caller });
      return {
        output: {
          changes: page.items.map(toChangeOutput),
          nextCursor: page.nextCursor,
        },
      };
    },
  });
}
