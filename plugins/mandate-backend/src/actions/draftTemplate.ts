import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  templateDraftRequestSchema,
  templateRef,
} from '@mandate/plugin-mandate-common';
import { parseRequest } from '../router/parseRequest';
import type { ActionDependencies } from './registerActions';

const description = `
Drafts a template for a need that no approved one meets, and writes the record of its design: requirement, what was
considered, decision, consequences. It changes nothing and proposes nothing.

Look for an approved template with \`match-templates\` first. Read the draft and its notes, mend \`problems\`, then give
\`proposal\` to \`propose-change\`: people approve the template by its digest. From then on instances of it are standard.
`.trim();

/** `draft-template`: a template file with its decision record, ready to be proposed. */
export function registerDraftTemplate(
  deps: Pick<ActionDependencies, 'actions' | 'callers' | 'templates'>,
): void {
  deps.actions.register({
    name: 'draft-template',
    title: 'Draft a template',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          name: zod.string().describe('Small letters, digits and hyphens.'),
          title: zod.string().describe('What people call it: "Message queue".'),
          description: zod.string().describe('What one gets, in a sentence.'),
          owner: zod
            .string()
            .describe('Group that answers for it: group:default/platform.'),
          containerType: zod
            .string()
            .optional()
            .describe('The type of what it makes, such as utility.'),
          requirement: zod.string().describe('What is needed, and why.'),
          from: zod
            .object({
              type: zod.enum(['nearest', 'compose', 'manifests', 'file']),
              template: zod
                .string()
                .optional()
                .describe('For nearest; the best match when absent.'),
              text: zod
                .string()
                .optional()
                .describe('For compose, manifests and file.'),
            })
            .describe('What it is drafted from.'),
        }),
      output: zod =>
        zod.object({
          text: zod.string(),
          decisionRecord: zod.string(),
          notes: zod.array(zod.string()),
          problems: zod.array(zod.string()),
          considered: zod.array(zod.string()),
          proposal: zod
            .record(zod.string(), zod.unknown())
            .describe('The input of propose-change.'),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const request = parseRequest(templateDraftRequestSchema, input);
      const draft = await deps.templates.draft(request, { caller });
      return {
        output: {
          text: draft.text,
          decisionRecord: draft.decisionRecord,
          notes: draft.notes,
          problems: draft.problems,
          considered: draft.considered.map(({ name }) => name),
          proposal: {
            kind: APPROVE_TEMPLATE_KIND,
            entityRef: templateRef(request.name),
            environment: PORTAL_ENVIRONMENT,
            input: {
              action: 'approve',
              text: draft.text,
              decisionRecord: draft.decisionRecord,
            },
            reason: request.requirement,
          },
        },
      };
    },
  });
}
