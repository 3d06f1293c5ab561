import { writeFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { AuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { type JsonObject, renderTemplate } from '@mandate/templates';
import { stringify } from 'yaml';
import { tokenFor } from '../credentials';
import type { ApprovedTemplateReader } from '../provision/ApprovedTemplateReader';

/**
 * `mandate:render` writes what an instance would be, as YAML, into the task's workspace. It changes nothing else, so a dry
 * run does the same.
 */
export function createRenderAction(options: {
  readonly auth: AuthService;
  readonly templates: Pick<ApprovedTemplateReader, 'read'>;
}) {
  return createTemplateAction({
    id: 'mandate:render',
    description:
      'Renders an instance of a template to a file in the workspace, without proposing anything.',
    supportsDryRun: true,
    examples: [
      {
        description: 'The manifests of a web service, to be committed',
        example: stringify({
          steps: [
            {
              id: 'render',
              name: 'Render',
              action: 'mandate:render',
              input: {
                template: 'web-service',
                name: 'checkout',
                namespace: 'shop-dev',
                parameters: { replicas: 2 },
                path: 'deploy/checkout.yaml',
              },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        template: z => z.string().describe('Name of the template'),
        name: z => z.string().describe('Name of the instance'),
        namespace: z => z.string().default('default').describe('Its namespace'),
        parameters: z =>
          z.record(z.unknown()).default({}).describe('Values for parameters'),
        path: z =>
          z
            .string()
            .default('manifests.yaml')
            .describe('File in the workspace that is written'),
      },
      output: {
        objects: z => z.number().describe('How many objects were rendered'),
        pending: z =>
          z
            .array(z.string())
            .describe('What only the cluster knows, after it is applied'),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const token = await tokenFor(
        options.auth,
        await ctx.getInitiatorCredentials(),
      );
      const template = await options.templates.read(input.template, token);
      const rendered = renderTemplate({
        template,
        instance: { name: input.name, namespace: input.namespace ?? 'default' },
        // safety: a task's input is JSON.
        values: (input.parameters ?? {}) as JsonObject,
      });
      if (!rendered.ok) {
        throw new InputError(
          rendered.problems
            .map(({ path, message }) => `${path}: ${message}`)
            .join('\n'),
        );
      }
      const file = resolveSafeChildPath(
        ctx.workspacePath,
        input.path ?? 'manifests.yaml',
      );
      await mkdir(dirname(file), { recursive: true });
      await writeFile(
        file,
        rendered.objects
          .map(object => stringify(object, { lineWidth: 0 }))
          .join('---\n'),
      );
      const pending = rendered.pending.map(({ waitsFor }) => waitsFor);
      logger.info(`${rendered.objects.length} objects are in ${input.path}.`);
      ctx.output('objects', rendered.objects.length);
      ctx.output('pending', pending);
    },
  });
}
