import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const description = `
Says what a mandate would have decided on past changes, against the mandates in force today, **without saving it**.

Use it before you suggest a change to a mandate: it counts how many past changes would have run alone, asked a person or been
refused, by how they ended, and lists those that would have been decided otherwise, the ones that failed first. A mandate that
lets more failed changes run alone is a bad suggestion. It stores nothing, and nobody is told; a mandate comes into force only
when its owner and the approvers of all mandates approved it: propose it with \`propose-change\`, kind \`change-mandate\`.
`.trim();

const differenceFields = {
  title: 'What the change was.',
  outcome: 'succeeded, failed or no-effect.',
  before: "Today's oversight.",
  after: 'The oversight under the new mandate.',
  reason: 'Which mandate and clause decides so, in words.',
} as const;

/** `simulate-mandate`: a replay over the past, nothing stored. */
export function registerSimulateMandate(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'simulate-mandate',
    title: 'Simulate a mandate',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod =>
        zod.object({
          mandate: zod
            .record(zod.string(), zod.unknown())
            .describe(
              'The whole Mandate document: apiVersion, kind, metadata, spec. It replaces the one of the same name.',
            ),
          changes: zod
            .number()
            .int()
            .min(1)
            .max(10_000)
            .optional()
            .describe('How many past changes; 1000 when left out.'),
          imported: zod
            .object({
              format: zod.enum(['csv', 'json']),
              text: zod.string().max(5_000_000),
            })
            .optional()
            .describe(
              'Changes of another system that are decided again as well, such as an export of tickets, at most 10,000: CSV whose first line names its columns, or a JSON list. Each has id, kind, entityRef, environment, decidedAt and outcome (succeeded, failed or no-effect).',
            ),
        }),
      output: zod => {
        const counts = zod.record(
          zod.string(),
          zod.record(zod.string(), zod.number()),
        );
        const field = (name: keyof typeof differenceFields) =>
          zod.string().describe(differenceFields[name]);
        return zod.object({
          changes: zod.number().describe('How many were decided again.'),
          imported: zod.number().describe('How many of them were imported.'),
          before: counts.describe('Oversight → outcome → count, today.'),
          after: counts.describe('The same under the new mandate.'),
          differenceCount: zod.number(),
          differences: zod
            .array(
              zod.object({
                title: field('title'),
                outcome: field('outcome'),
                before: field('before'),
                after: field('after'),
                reason: field('reason'),
              }),
            )
            .describe('The most telling ones, at most 20.'),
        });
      },
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const { differences, ...replay } = await deps.replays.replay(input, {
        caller,
      });
      const { changes, imported, before, after, differenceCount } = replay;
      return {
        output: {
          changes,
          imported,
          before: { ...before },
          after: { ...after },
          differenceCount,
          differences: differences.slice(0, 20).map(difference => ({
            title: difference.change.title,
            outcome: difference.change.outcome,
            before: difference.before.oversight,
            after: difference.after.oversight,
            reason: difference.after.decidedBy.words,
          })),
        },
      };
    },
  });
}
