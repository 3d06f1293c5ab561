import { readFile } from 'node:fs/promises';
import {
  type AuthService,
  type BackstageCredentials,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type {
  TemplateCheckView,
  TemplatesApi,
} from '@mandate/plugin-mandate-common';
import { parseTemplate, templateDigest } from '@mandate/templates';
import { stringify } from 'yaml';
import { inServersWords, tokenFor } from '../credentials';

/** What the action works with. */
export interface ValidateOptions {
  readonly api: Pick<TemplatesApi, 'checkTemplate'>;
  readonly auth: AuthService;
}

/**
 * `mandate:validate` checks a template file of the workspace, and fails with every problem and its place. Kinds, fields and
 * types are checked by a cluster that the portal reaches; where none answers, it says that they were not.
 */
export function createValidateAction({ api, auth }: ValidateOptions) {
  return createTemplateAction({
    id: 'mandate:validate',
    description:
      'Checks a template file in the workspace, by the kinds of a cluster when one can be reached; fails with every problem, its line and column.',
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
        typesOf: z =>
          z
            .string()
            .optional()
            .describe(
              'Cluster whose kinds it was checked against; none when types were not checked',
            ),
      },
    },
    async handler(ctx) {
      const { input, logger } = ctx;
      const text = await readFile(
        resolveSafeChildPath(ctx.workspacePath, input.path),
        'utf8',
      );
      const alone = checkedAlone(text);
      // What is wrong without any cluster needs none to be told.
      const checked = alone.digest
        ? await checkedByPortal(text, ctx)
        : { ...alone, notTyped: undefined };
      const words = checked.problems.map(
        ({ line, column, message }) => `${line}:${column} ${message}`,
      );
      if (checked.digest === undefined) {
        throw new InputError(
          `${input.path} is not valid${
            checked.typesOf ? ` (kinds of ${checked.typesOf})` : ''
          }.\n${words.join('\n')}`,
        );
      }
      words.forEach(warning => logger.warn(warning));
      if (checked.typesOf) {
        logger.info(`Kinds and types are as ${checked.typesOf} serves them.`);
      } else {
        logger.warn(`Kinds and types were not checked: ${checked.notTyped}`);
      }
      ctx.output('digest', checked.digest);
      ctx.output('warnings', words);
      ctx.output('typesOf', checked.typesOf);
    },
  });

  async function checkedByPortal(
    text: string,
    ctx: { getInitiatorCredentials(): Promise<BackstageCredentials> },
  ): Promise<TemplateCheckView & { readonly notTyped: string | undefined }> {
    try {
      const token = await tokenFor(auth, await ctx.getInitiatorCredentials());
      const checked = await inServersWords(
        api.checkTemplate({ text }, { token }),
      );
      return { ...checked, notTyped: 'no cluster answered.' };
    } catch (error) {
      const notTyped = error instanceof Error ? error.message : String(error);
      return { ...checkedAlone(text), notTyped };
    }
  }
}

/** What a file says without any cluster. */
function checkedAlone(text: string): TemplateCheckView {
  const parsed = parseTemplate(text);
  return parsed.ok
    ? {
        digest: templateDigest(parsed.template),
        problems: [...parsed.warnings],
      }
    : { problems: [...parsed.problems] };
}
