import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import { stringify } from 'yaml';
import { inServersWords, tokenFor } from '../credentials';

/** `mandate:bootstrap` proposes to prepare the cluster of an environment; a dry run simulates. */
export function createBootstrapAction(options: {
  readonly api: Pick<MandateApi, 'propose' | 'simulate'>;
  readonly appUrl: string;
  readonly auth: AuthService;
}) {
  return createTemplateAction({
    id: 'mandate:bootstrap',
    description:
      'Proposes to prepare a bare cluster: namespaces, networks, quotas, accounts, policies and monitoring. People decide about it.',
    supportsDryRun: true,
    examples: [
      {
        description: 'The cluster that dev runs in, for two environments',
        example: stringify({
          steps: [
            {
              id: 'bootstrap',
              name: 'Prepare the cluster',
              action: 'mandate:bootstrap',
              input: {
                name: 'main-cluster',
                owner: 'group:default/platform',
                environment: 'dev',
                environments: ['dev', 'staging'],
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        name: z =>
          z
            .string()
            .describe('Name of the Resource that stands for the cluster'),
        owner: z => z.string().describe('Group that answers for the cluster'),
        environment: z =>
          z.string().describe('An environment that runs in the cluster'),
        environments: z =>
          z.array(z.string()).optional().describe('What to prepare it for'),
        functions: z =>
          z
            .array(z.string())
            .optional()
            .describe('Functions that get a namespace in each environment'),
        gatewayNamespace: z =>
          z
            .string()
            .optional()
            .describe('Namespace where requests from outside come from'),
        monitoring: z => z.boolean().optional(),
        policies: z => z.boolean().optional(),
        reason: z => z.string().optional().describe('Why'),
      },
      output: {
        changeId: z => z.string().optional(),
        changeUrl: z => z.string().optional(),
        oversight: z => z.string(),
      },
    },
    async handler(ctx) {
      const { logger } = ctx;
      const { name, owner, environment, reason, ...settings } = ctx.input;
      const request = {
        kind: 'bootstrap',
        target: { entityRef: `resource:default/${name}`, environment },
        input: settings,
        ...(reason && { reason }),
        idempotencyKey: `scaffolder/${ctx.task.id}/bootstrap/${environment}/${name}`,
        entity: {
          apiVersion: 'backstage.io/v1alpha1' as const,
          kind: 'Resource' as const,
          metadata: { name, namespace: 'default' },
          spec: { type: 'kubernetes-cluster', owner },
        },
      };
      const token = await tokenFor(
        options.auth,
        await ctx.getInitiatorCredentials(),
      );
      if (ctx.isDryRun) {
        const { title, plan, decision } = await inServersWords(
          options.api.simulate(request, { token }),
        );
        logger.info(
          `Nothing was proposed. It would be: ${title}; ${plan.summary}`,
        );
        ctx.output('oversight', decision.oversight);
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
