import type { AuthService } from '@backstage/backend-plugin-api';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { MandateApi } from '@mandate/plugin-mandate-common';
import { stringify } from 'yaml';
import { inServersWords, tokenFor } from '../credentials';

/** `mandate:configure` proposes other settings for a workload that runs; a dry run simulates. */
export function createConfigureAction(options: {
  readonly api: Pick<MandateApi, 'propose' | 'simulate'>;
  readonly appUrl: string;
  readonly auth: AuthService;
}) {
  return createTemplateAction({
    id: 'mandate:configure',
    description:
      'Proposes settings for a workload that runs already: variables, or keys of its ConfigMap.',
    supportsDryRun: true,
    examples: [
      {
        description: 'Another log level in dev',
        example: stringify({
          steps: [
            {
              id: 'configure',
              name: 'Log more',
              action: 'mandate:configure',
              input: {
                entityRef: 'component:default/checkout',
                environment: 'dev',
                env: { LOG_LEVEL: 'debug' },
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        entityRef: z => z.string().describe('Entity ref of the workload'),
        environment: z => z.string().describe('Where it runs'),
        env: z => z.record(z.string()).optional().describe('Variables to set'),
        settings: z =>
          z.record(z.string()).optional().describe('Keys of its ConfigMap'),
        reason: z => z.string().optional().describe('Why'),
        idempotencyKey: z =>
          z
            .string()
            .optional()
            .describe('By default the task, the target and the environment'),
      },
      output: {
        changeId: z => z.string().optional(),
        changeUrl: z => z.string().optional(),
        oversight: z => z.string(),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const { entityRef, environment, env, settings } = input;
      const request = {
        kind: 'configure',
        target: { entityRef, environment },
        input: {
          ...(env && { env: { set: env } }),
          ...(settings && { configMap: { set: settings } }),
        },
        ...(input.reason && { reason: input.reason }),
        idempotencyKey:
          input.idempotencyKey ??
          `scaffolder/${ctx.task.id}/configure/${environment}/${entityRef}`,
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
