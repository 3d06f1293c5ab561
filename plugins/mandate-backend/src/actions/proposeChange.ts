import { changeProposePermission } from '@mandate/plugin-mandate-common';
import { changeFields, toChangeOutput } from './changeOutput';
import { proposalFields, toProposeRequest } from './proposalInput';
import type { ActionDependencies } from './registerActions';

const description = `
Proposes a change to a running service: deploy a version, restart, scale, roll back, and whatever other change kinds
this portal knows. **This is the only way to change infrastructure here**; there are no credentials to do it otherwise.

## What happens

1. The change is planned: the exact effect on the cluster's objects is computed from their present state.
2. It is assessed: risk, compliance, cost, what depends on the target.
3. The mandates that people approved beforehand decide:
   - \`autonomous\`: it starts by itself within seconds;
   - \`notify\`: it starts by itself, and people are told;
   - \`approve\`: it waits until the people named in \`waitingFor\` have approved;
   - \`forbid\`: it ends as \`refused\`.
4. It runs step by step, is verified, and is undone by itself when the verification fails.

The call returns after step 3. Use \`get-change\` to follow it; do not wait in a tight loop, a run takes a minute or more.

## Rules

- You cannot approve, whoever you are, and neither can the person you act for. Do not look for a way around: tell that
  person who has to approve, and give them the link.
- A \`refused\` or \`rejected\` change does not become allowed by proposing it again. Read \`decision\` and \`status\`, and
  propose something smaller or ask a person.
- Give an \`idempotencyKey\` that is the same when you repeat a call that you are not sure about (a time-out, a lost
  answer): you get the same change back instead of a second one. Use a new key for a new intention.
- If you want to know the decision without any effect, use \`simulate-change\` first.

## Errors

An unknown kind, a wrong input, an unknown entity or environment, and a change that would alter nothing are answered with
a sentence that says what to correct. If a cluster does not answer, nothing was proposed; try again later.
`.trim();

/** `propose-change`: the same `ChangeService.propose` as everybody's. */
export function registerProposeChange(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'propose-change',
    title: 'Propose a change',
    description,
    attributes: { readOnly: false, destructive: true, idempotent: true },
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod =>
        zod.object({
          ...proposalFields(zod),
          idempotencyKey: zod
            .string()
            .max(200)
            .optional()
            .describe(
              'The same key with the same input gives the same change back.',
            ),
        }),
      output: zod => zod.object(changeFields(zod)),
    },
    examples: [
      {
        title: 'Restart a service that hangs',
        input: {
          kind: 'restart',
          entityRef: 'component:default/checkout',
          environment: 'dev',
          input: {},
          reason: 'All workers wait for a lock since 10:42.',
          idempotencyKey: 'checkout-dev-restart-1042',
        },
      },
    ],
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const change = await deps.changes.propose(toProposeRequest(input), {
        caller,
      });
      return { output: toChangeOutput(change) };
    },
  });
}
