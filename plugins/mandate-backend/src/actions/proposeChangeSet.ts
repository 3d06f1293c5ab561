import {
  changeProposePermission,
  changeSetRequestSchema,
} from '@mandate/plugin-mandate-common';
import { changeSetFields, toChangeSetOutput } from './changeSetOutput';
import type { ActionDependencies } from './registerActions';
import { parseRequest } from '../router/parseRequest';
import { testResultFields } from './testResultFields';

const description = `
Proposes changes of several services that belong together, such as a release: they are decided one by one, approved together by
one vote of each person, and run in order.

## When to use it, and when not

- Use it when one change without the others would be wrong, or when their order matters.
- For a single service, or for changes that have nothing to do with each other, use \`propose-change\`: a set waits for its
  slowest approval.

## What happens

All changes are planned first: if one cannot be, nothing is proposed and you are told which and why. One with nothing to do
counts as done; where none has anything to do, or one that comes after another one on the same target, nothing is proposed.
Nothing starts before all of it is proposed; if one cannot be, the others are cancelled. With
\`ordered\` each waits until those before it have succeeded. With \`stopOnFailure\` what has not started is cancelled when one
does not succeed; **what ran before is not undone by that**. Follow it with \`get-change-set\`. Simulate each change first with
\`simulate-change\`.

Give an \`idempotencyKey\` that is the same when you repeat a call that you are not sure about (a time-out, a lost answer): you
get the same set back instead of a second one. The key is the set's; its changes have none of their own.
`.trim();

/** `propose-change-set`: changes of several targets together. */
export function registerProposeChangeSet(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'propose-change-set',
    title: 'Propose a set of changes',
    description,
    attributes: { readOnly: false, destructive: true, idempotent: true },
    visibilityPermission: changeProposePermission,
    schema: {
      input: zod =>
        zod.object({
          title: zod.string().max(300).describe('"Release 2.4 of the shop".'),
          changes: zod
            .array(
              zod.strictObject({
                kind: zod.string().max(100),
                entityRef: zod.string().max(200),
                environment: zod.string().max(63),
                input: zod.record(zod.string(), zod.unknown()),
                reason: zod.string().max(2_000).optional(),
                onBehalfOf: zod
                  .string()
                  .max(200)
                  .optional()
                  .describe('As of `propose-change`.'),
                testResults: testResultFields(zod).max(50).optional(),
              }),
            )
            .min(2)
            .max(20)
            .describe('In the order in which they run.'),
          ordered: zod.boolean().optional().describe('True when left out.'),
          stopOnFailure: zod
            .boolean()
            .optional()
            .describe('True when left out.'),
          idempotencyKey: zod
            .string()
            .min(1)
            .max(200)
            .optional()
            .describe(
              'The same key with the same input gives the same set back.',
            ),
        }),
      output: zod => zod.object(changeSetFields(zod)),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const request = parseRequest(changeSetRequestSchema, {
        ...input,
        changes: input.changes.map(({ entityRef, environment, ...change }) => ({
          ...change,
          target: { entityRef, environment },
        })),
      });
      const set = await deps.changeSets.propose(request, { caller });
      return { output: toChangeSetOutput(set) };
    },
  });
}
