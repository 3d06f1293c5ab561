import { templateRequirementSchema } from '@mandate/plugin-mandate-common';
import type { ActionDependencies } from './registerActions';
import { parseRequest } from '../router/parseRequest';

const description = `
Finds approved templates for a need, the best fit first, and says why each fits.

Use it before you propose something new. \`standard\` and \`modified-within\` may run by themselves where mandates allow it;
\`modified-beyond\` asks people. Sizes, numbers and the environment are read from the words: "a queue, 2 GiB, in prod". When
nothing fits, draft a template with \`draft-template\` and propose its approval: that is the novel path, and people decide.
It changes nothing.
`.trim();

/** `match-templates`: approved templates for a need, with reasons. */
export function registerMatchTemplates(
  deps: Pick<ActionDependencies, 'actions' | 'callers' | 'templates'>,
): void {
  deps.actions.register({
    name: 'match-templates',
    title: 'Find a template',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          words: zod
            .string()
            .min(1)
            .max(2_000)
            .describe('What is needed: "a queue for orders".'),
          values: zod
            .record(zod.string(), zod.unknown())
            .optional()
            .describe('Wanted values by parameter, such as memory: 2Gi.'),
          containerType: zod
            .string()
            .max(63)
            .optional()
            .describe('Only templates of this type, such as utility.'),
          environment: zod
            .string()
            .max(63)
            .optional()
            .describe('Where it is to run, instead of what the words say.'),
        }),
      output: zod =>
        zod.object({
          matches: zod.array(
            zod.object({
              name: zod.string(),
              title: zod.string(),
              fit: zod.number().describe('0 to 1.'),
              branch: zod
                .string()
                .describe('standard, modified-within or modified-beyond.'),
              values: zod.record(zod.string(), zod.unknown()),
              environment: zod
                .string()
                .optional()
                .describe('Where it is to run, when the words say so.'),
              reasons: zod.array(zod.string()),
            }),
          ),
          advice: zod.string().describe('What to do next.'),
        }),
    },
    action: async ({ input, credentials }) => {
      const caller = deps.callers.ofCredentials(credentials);
      const requirement = parseRequest(templateRequirementSchema, input);
      const matches = await deps.templates.match(requirement, { caller });
      return {
        output: {
          matches: [...matches],
          advice:
            matches.length > 0
              ? `Propose a deploy of the template ${matches[0].name}, or draft a new one when none fits.`
              : 'No approved template fits: draft one with draft-template and propose its approval.',
        },
      };
    },
  });
}
