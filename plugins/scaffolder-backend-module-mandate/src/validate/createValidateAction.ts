import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { parseTemplate, templateDigest } from '@mandate/templates';
import { stringify } from 'yaml';

/** `mandate:validate` checks a template file of the workspace, and fails with every problem and its place. */
export function createValidateAction() {
  return createTemplateAction({
    id: 'mandate:validate',
    description:
      'Checks a template file in the workspace; fails with every problem, its line and column.',
    supportsDryRun: true,
    examples: [
      {
        description: 'Check a template before it is requested',
        example: stringify({
          steps: [
            {
              id: 'validate',
              name: 'Check',
              action: 'mandate:validate',
              input: { path: 'queue/template.yaml' },
            },
          ],
        }),
      },
    ],
    schema: {
      input: {
        path: z => z.string().describe('Template file in the workspace'),
      },
      output: {
        digest: z => z.string().describe('What approval binds to'),
        warnings: z => z.array(z.string()),
      },
    },
    async handler(ctx) {
      const text = await readFile(
        resolveSafeChildPath(ctx.workspacePath, ctx.input.path),
        'utf8',
      );
      const parsed = parseTemplate(text);
      const problems = parsed.ok ? parsed.warnings : parsed.problems;
      const words = problems.map(
        ({ line, column, message }) => `${line}:${column} ${message}`,
      );
      if (!parsed.ok) {
        throw new InputError(
          `${ctx.input.path} is not valid.\n${words.join('\n')}`,
        );
      }
      words.forEach(warning => ctx.logger.warn(warning));
      ctx.output('digest', templateDigest(parsed.template));
      ctx.output('warnings', words);
    },
  });
}
