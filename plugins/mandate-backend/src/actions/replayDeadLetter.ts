import { deliveryManagePermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const description = `
Has a message that was given up sent again, as if it were new.

Use it **after** the cause is mended: a webhook's address answers again, a certificate is renewed. The receiver may get the
message twice if it had arrived after all; webhooks carry the event's id, by which it can tell. If the cause is not mended, it
comes back to the list after some hours. Do not replay in a loop. Discarding a message is for people.
`.trim();

/** `replay-dead-letter`: sends a message again. */
export function registerReplayDeadLetter(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'replay-dead-letter',
    title: 'Send an undelivered message again',
    description,
    attributes: { readOnly: false, destructive: false, idempotent: false },
    visibilityPermission: deliveryManagePermission,
    schema: {
      input: zod =>
        zod.object({
          id: zod.string().describe('The id that `list-dead-letters` gave.'),
        }),
      output: zod => zod.object({ id: zod.string() }),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      await deps.deadLetters.replay(input.id, { caller });
      return { output: { id: input.id } };
    },
  });
}
