import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  APPROVE_TEMPLATE_KIND,
  type MandateApi,
  PORTAL_ENVIRONMENT,
  type TemplateDraftRequest,
  templateRef,
  type TemplatesApi,
} from '@mandate/plugin-mandate-common';
import { stringify } from 'yaml';
import { inServersWords, tokenFor } from '../credentials';

/** What the action works with. */
export interface RequestTemplateOptions {
  readonly api: Pick<MandateApi, 'propose' | 'simulate'> &
    Pick<TemplatesApi, 'draftTemplate'>;
  readonly appUrl: string;
  readonly auth: AuthService;
}

/**
 * `mandate:request-template` drafts a template for a need that no approved one meets, records why, and proposes its
 * approval. The draft comes from a compose file, from manifests, or from the nearest template. The same task run again
 * gives the same change back; a dry run shows the plan and proposes nothing.
 */
export function createRequestTemplateAction(options: RequestTemplateOptions) {
  return createTemplateAction({
    id: 'mandate:request-template',
    description:
      'Drafts a template from a compose file, manifests or the nearest one, documents the requirement and the decision, and proposes its approval.',
    supportsDryRun: true,
    examples: [
      {
        description: 'A template from a compose file',
        example: stringify({
          steps: [
            {
              id: 'request',
              name: 'Request a template',
              action: 'mandate:request-template',
              input: {
                name: 'report-generator',
                title: 'Report generator',
                description: 'Makes reports every night.',
                owner: 'group:default/platform',
                requirement: 'We need reports of all orders as PDF files.',
                compose:
                  'services:\n  report:\n    image: registry.example/report:1.0.0\n',
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        name: z => z.string().describe('Name of the new template'),
        title: z => z.string().describe('Its title'),
        description: z => z.string().describe('What one gets, in a sentence'),
        owner: z => z.string().describe('Group that answers for it'),
        containerType: z => z.string().optional(),
        requirement: z => z.string().describe('What is needed, and why'),
        text: z => z.string().optional().describe('A finished template file'),
        compose: z => z.string().optional().describe('A compose file'),
        manifests: z => z.string().optional().describe('Kubernetes manifests'),
        nearest: z =>
          z
            .string()
            .optional()
            .describe('Template to start from; by default the best match'),
        idempotencyKey: z => z.string().optional(),
      },
      output: {
        changeId: z => z.string().optional(),
        changeUrl: z => z.string().optional(),
        text: z => z.string().describe('The drafted file'),
        decisionRecord: z => z.string().describe('The record, in Markdown'),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const token = await tokenFor(
        options.auth,
        await ctx.getInitiatorCredentials(),
      );
      const { name, title, description, owner, containerType, requirement } =
        input;
      const drafted = await inServersWords(
        options.api.draftTemplate(
          {
            name,
            title,
            description,
            owner,
            containerType,
            requirement,
            from: sourceOf(input),
          },
          { token },
        ),
      );
      drafted.notes.forEach(note => logger.warn(note));
      ctx.output('text', drafted.text);
      ctx.output('decisionRecord', drafted.decisionRecord);
      const request = {
        kind: APPROVE_TEMPLATE_KIND,
        target: {
          entityRef: templateRef(input.name),
          environment: PORTAL_ENVIRONMENT,
        },
        input: {
          action: 'approve',
          text: drafted.text,
          decisionRecord: drafted.decisionRecord,
        },
        reason: input.requirement,
        idempotencyKey:
          input.idempotencyKey ?? `scaffolder/${ctx.task.id}/${input.name}`,
      };
      if (ctx.isDryRun) {
        const { plan } = await inServersWords(
          options.api.simulate(request, { token }),
        );
        logger.info(`Nothing was proposed. It would be: ${plan.summary}`);
        return;
      }
      const change = await inServersWords(
        options.api.propose(request, { token, signal: ctx.signal }),
      );
      logger.info(`${change.title}: ${change.statusWords}`);
      ctx.output('changeId', change.id);
      ctx.output('changeUrl', `${options.appUrl}/changes/${change.id}`);
    },
  });
}

/** What was given to draft it from, the most finished first. */
function sourceOf(input: {
  readonly text?: string;
  readonly compose?: string;
  readonly manifests?: string;
  readonly nearest?: string;
}): TemplateDraftRequest['from'] {
  if (input.text !== undefined) {
    return { type: 'file', text: input.text };
  }
  if (input.compose !== undefined) {
    return { type: 'compose', text: input.compose };
  }
  if (input.manifests !== undefined) {
    return { type: 'manifests', text: input.manifests };
  }
  return {
    type: 'nearest',
    ...(input.nearest !== undefined && { template: input.nearest }),
  };
}
