import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const description = `
Lists who votes for whom while they are away.

Use it when a change waits for somebody who does not answer: their delegate can vote instead, so name that person to whoever you
act for. **You cannot set or end a delegation**; everybody sets their own on the Approvals page. A delegate who proposed the
change, or for whom it was proposed, still cannot vote on it.
`.trim();

/** `list-delegations`: who votes for whom now and later. */
export function registerListDelegations(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'list-delegations',
    title: 'List who votes for whom',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod => zod.object({}),
      output: zod =>
        zod.object({
          delegations: zod.array(
            zod.object({
              away: zod.string().describe('Who is away.'),
              delegate: zod.string().describe('Who votes for them.'),
              from: zod.string(),
              until: zod.string(),
            }),
          ),
        }),
    },
    action: async ({ credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const found = await deps.delegations.list({}, { caller });
      return {
        output: {
          delegations: found.map(({ delegator, delegate, from, until }) => ({
            away: delegator,
            delegate,
            from,
            until,
          })),
        },
      };
    },
  });
}
