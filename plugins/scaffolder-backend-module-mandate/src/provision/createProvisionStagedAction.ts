import type { AuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import { stringify } from 'yaml';
import { inServersWords, tokenFor } from '../credentials';
import type { ApprovedTemplateReader } from './ApprovedTemplateReader';
import { stagedProposal } from './stagedProposal';

/**
 * `mandate:provision-staged` proposes an instance of an approved template through several environments as one change
 * set: dev, then staging, then production. A dry run simulates each environment and proposes nothing.
 */
export function createProvisionStagedAction(options: {
  readonly api: Pick<MandateApi, 'proposeSet' | 'simulate'>;
  readonly appUrl: string;
  readonly auth: AuthService;
  readonly templates: Pick<ApprovedTemplateReader, 'read'>;
}) {
  return createTemplateAction({
    id: 'mandate:provision-staged',
    description:
      'Proposes an instance of an approved template in several environments, one after the other, as one change set that stops at the first failure.',
    supportsDryRun: true,
    examples: [
      {
        description: 'A web service in dev, then staging, then production',
        example: stringify({
          steps: [
            {
              id: 'provision',
              name: 'Propose the service',
              action: 'mandate:provision-staged',
              input: {
                template: 'web-service',
                name: 'price-list',
                owner: 'group:default/shop',
                environments: ['dev', 'staging', 'prod'],
                parameters: { replicas: 2 },
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        template: z => z.string().describe('Name of the approved template'),
        name: z => z.string().describe('Name of the instance'),
        owner: z => z.string().describe('Entity ref of the owner group'),
        environments: z =>
          z.array(z.string()).describe('Where it runs, in order; at least two'),
        system: z => z.string().optional().describe('Entity ref of its system'),
        description: z => z.string().optional().describe('What it is for'),
        reason: z =>
          z.string().optional().describe('Why, for those who approve'),
        parameters: z =>
          z
            .record(z.unknown())
            .default({})
            .describe("Values for the template's parameters"),
      },
      output: {
        changeSetId: z => z.string().optional(),
        changeSetUrl: z => z.string().optional(),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      if (new Set(input.environments).size !== input.environments.length) {
        throw new InputError('Each environment can be named once only.');
      }
      const token = await tokenFor(
        options.auth,
        await ctx.getInitiatorCredentials(),
      );
      const template = await options.templates.read(input.template, token);
      const request = stagedProposal(
        { ...input, parameters: input.parameters ?? {} },
        template,
      );
      if (ctx.isDryRun) {
        for (const change of request.changes) {
          const { plan, decision } = await inServersWords(
            options.api.simulate(change, { token }),
          );
          logger.info(
            `${change.target.environment}: ${plan.summary} ${decision.decidedBy.words}`,
          );
        }
        return;
      }
      const set = await ctx.checkpoint({
        key: 'propose',
        fn: async () => {
          const { id, title } = await inServersWords(
            options.api.proposeSet(
              {
                ...request,
                idempotencyKey: `scaffolder/${ctx.task.id}/${input.name}`,
              },
              { token, signal: ctx.signal },
            ),
          );
          return { id, title };
        },
      });
      logger.info(`${set.title}: proposed`);
      ctx.output('changeSetId', set.id);
      ctx.output('changeSetUrl', `${options.appUrl}/changes/sets/${set.id}`);
    },
  });
}
