import type { ActionDependencies } from './registerActions';
import { tokenOf } from './tokenOf';

const description = `
Answers the **effective configuration** of a service in an environment: each value with the level, file, line, commit and
author that set it and what it overrode, everything that is wrong, and whether the cluster has it.

Use it before \`propose-configuration\`, to see at which level a value stands, and to explain a value to somebody. It
changes nothing. Values that look like secrets are withheld.
`.trim();

/** `get-configuration`: effective values with their provenance. */
export function registerGetConfiguration(deps: ActionDependencies): void {
  deps.actions.register({
    name: 'get-configuration',
    title: 'Get configuration',
    description,
    attributes: { readOnly: true, destructive: false, idempotent: true },
    schema: {
      input: zod =>
        zod.object({
          entityRef: zod
            .string()
            .describe('Full entity reference, component:default/checkout.'),
          environment: zod.string().describe('Such as staging.'),
          commit: zod
            .string()
            .optional()
            .describe('An older version, 40 digits; the newest by default.'),
        }),
      output: zod =>
        zod.object({
          commit: zod.string().optional(),
          values: zod.array(
            zod.object({
              path: zod.string(),
              value: zod.unknown().optional(),
              setBy: zod
                .string()
                .describe('Level, file and line, commit and author.'),
              overrode: zod.array(zod.string()),
            }),
          ),
          problems: zod.array(zod.string()),
          standing: zod.string().describe('Whether the cluster has it.'),
        }),
    },
    action: async ({ input, credentials }) => {
      const view = await deps.configuration.getConfiguration(
        input,
        await tokenOf(deps.auth, credentials),
      );
      return {
        output: {
          commit: view.commit,
          values: view.values.map(({ path, value, origin, overrode }) => ({
            path,
            value,
            setBy: origin ? placeOf(origin) : 'nobody',
            overrode: overrode.map(
              one => `${JSON.stringify(one.value)} by ${placeOf(one.origin)}`,
            ),
          })),
          problems: view.problems.map(({ path, message }) =>
            path ? `${path}: ${message}` : message,
          ),
          standing: view.standing.words,
        },
      };
    },
  });
}

function placeOf(origin: {
  readonly level: string;
  readonly file: string;
  readonly line: number;
  readonly commit: string;
  readonly author: string;
}): string {
  const { level, file, line, commit, author } = origin;
  return `${level}, ${file}:${line}, ${commit.slice(0, 12)}, ${author}`;
}
