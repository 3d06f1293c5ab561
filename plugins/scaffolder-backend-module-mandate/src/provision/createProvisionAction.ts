import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import { inServersWords, tokenFor } from '../credentials';
import { provisionExamples } from './examples';
import { proposal } from './proposal';
import type { ApprovedTemplateReader } from './ApprovedTemplateReader';

/** What the action works with. */
export interface ProvisionActionOptions {
  readonly api: Pick<MandateApi, 'propose' | 'simulate'>;
  /** Base URL of the portal, for the link to the change. */
  readonly appUrl: string;
  readonly auth: AuthService;
  readonly templates: Pick<ApprovedTemplateReader, 'read'>;
}

/**
 * `mandate:provision` proposes an instance of an approved template as a change, in the name of the person who runs the
 * template. It ends when the change is proposed: what happens then, mandates decide. The same task run again gives the
 * same change back; a dry run simulates and proposes nothing.
 */
export function createProvisionAction(options: ProvisionActionOptions) {
  return createTemplateAction({
    id: 'mandate:provision',
    description:
      'Proposes an instance of an approved template as a change. Mandates decide whether it runs by itself or asks people first.',
    supportsDryRun: true,
    examples: provisionExamples,
    schema: {
      input: {
        template: z => z.string().describe('Name of the approved template'),
        name: z =>
          z
            .string()
            .regex(
              /^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/,
              'must be lower-case letters, digits and hyphens, at most 52, starting and ending with a letter or digit',
            )
            .describe('Name of the instance and of its catalog entity'),
        owner: z => z.string().describe('Entity ref of the owner group'),
        environment: z => z.string().describe('Where it runs'),
        system: z => z.string().optional().describe('Entity ref of its system'),
        description: z =>
          z.string().optional().describe('What it is for, in a sentence'),
        reason: z =>
          z.string().optional().describe('Why, for those who approve'),
        parameters: z =>
          z
            .record(z.unknown())
            .default({})
            .describe("Values for the template's parameters"),
        testResults: z =>
          z
            .array(
              z.object({
                name: z.string().describe('Such as `unit`'),
                outcome: z.enum(['passed', 'failed', 'skipped']),
                url: z.string().optional().describe('Where to look at it'),
              }),
            )
            .max(50)
            .optional()
            .describe('What tests said of what is deployed'),
        idempotencyKey: z =>
          z
            .string()
            .optional()
            .describe(
              'Makes repeats give the same change back; by default the task and the target',
            ),
      },
      output: {
        changeId: z => z.string().optional().describe('Id of the change'),
        changeUrl: z => z.string().optional().describe('Page of the change'),
        entityRef: z => z.string().describe('Entity ref of the instance'),
        oversight: z =>
          z.string().describe('autonomous, notify, approve or forbid'),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const token = await tokenFor(
        options.auth,
        await ctx.getInitiatorCredentials(),
      );
      const template = await options.templates.read(input.template, token);
      const request = proposal(
        { ...input, parameters: input.parameters ?? {} },
        template,
        input.idempotencyKey ??
          `scaffolder/${ctx.task.id}/${input.environment}/${input.name}`,
      );
      ctx.output('entityRef', request.target.entityRef);

      if (ctx.isDryRun) {
        const simulation = await inServersWords(
          options.api.simulate(request, { token }),
        );
        ctx.output('oversight', simulation.decision.oversight);
        logger.info(
          `Nothing was proposed. It would be: ${simulation.title}; ${simulation.plan.summary}; ${simulation.decision.decidedBy.words}`,
        );
        return;
      }

      const change = await inServersWords(
        options.api.propose(request, { token, signal: ctx.signal }),
      );
      logger.info(`${change.title}: ${change.statusWords}`);
      ctx.output('changeId', change.id);
      ctx.output('changeUrl', `${options.appUrl}/changes/${change.id}`);
      ctx.output('oversight', change.oversight ?? 'approve');
    },
  });
}
