import { mandateReadPermission } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';

const description = `
Lists what people did against the rules in emergencies: overridden freezes and broken glass, with reason, incident, and whether
somebody has reviewed it.

Use it to learn why a change ran in spite of a freeze or without its approvals, or to remind the person you act for of reviews
that are due. **You cannot intervene or review**: both take a person of the configured groups, signed in. An intervention is
no precedent; do not suggest one where waiting would do.
`.trim();

/** `list-interventions`: emergencies, and those that wait for review. */
export function registerListInterventions(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'list-interventions',
    title: 'List interventions in emergencies',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    visibilityPermission: mandateReadPermission,
    schema: {
      input: zod =>
        zod.object({
          waitingForReview: zod
            .boolean()
            .optional()
            .describe('Only those that nobody has reviewed.'),
        }),
      output: zod =>
        zod.object({
          interventions: zod.array(
            zod.object({
              kind: zod.string().describe('override or break-glass.'),
              change: zod.string().describe('The change it was about, by id.'),
              title: zod.string(),
              by: zod.string(),
              at: zod.string(),
              reason: zod.string(),
              incident: zod.string().optional(),
              reviewDueAt: zod.string(),
              verdict: zod
                .string()
                .optional()
                .describe('Absent while nobody has reviewed it.'),
            }),
          ),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const found = await deps.interventions.list(
        input.waitingForReview ? { reviewed: false } : {},
        { caller },
      );
      return {
        output: {
          interventions: found.map(one => ({
            kind: one.kind,
            change: one.changeId,
            title: one.changeTitle,
            by: one.by,
            at: one.at,
            reason: one.reason,
            ...(one.incident !== undefined && { incident: one.incident }),
            reviewDueAt: one.reviewDueAt,
            ...(one.review && { verdict: one.review.verdict }),
          })),
        },
      };
    },
  });
}
