import { deliveryManagePermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const description = `
Lists messages of Mandate that could not be delivered for so long that nobody tries any more: notifications, events and
webhooks, with whom they were for and why the last try failed.

Use it when somebody did not hear of a change, or a system behind a webhook missed events. Once the cause is mended, send one
again with \`replay-dead-letter\`. An empty list is the usual answer.
`.trim();

/** `list-dead-letters`: messages that were given up. */
export function registerListDeadLetters(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'list-dead-letters',
    title: 'List messages that could not be delivered',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: deliveryManagePermission,
    schema: {
      input: zod => zod.object({}),
      output: zod =>
        zod.object({
          messages: zod.array(
            zod.object({
              id: zod.string(),
              type: zod.string(),
              to: zod.string(),
              subject: zod.string(),
              givenUpAt: zod.string(),
              error: zod.string().describe('Why the last try failed.'),
            }),
          ),
        }),
    },
    action: async ({ credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const found = await deps.deadLetters.list({ caller });
      return {
        output: {
          messages: found.map(({ createdAt: _, ...message }) => message),
        },
      };
    },
  });
}
