import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { SecurityRule } from '@mandate/configuration';
import { z } from 'zod';

const PLACE = 'mandate.configuration';

const seconds = z.number().int().min(5).max(86_400);

const settingsSchema = z.object({
  repository: z.string().min(1),
  schemas: z.string().min(1),
  seed: z.string().min(1).optional(),
  driftIntervalSeconds: seconds.default(60),
  remote: z
    .object({
      url: z
        .string()
        .min(1)
        .refine(url => !url.startsWith('-'), 'must not begin with a hyphen')
        .refine(
          url => !/^[a-z+]+:\/\/[^/@]*:[^/@]*@/i.test(url),
          'must not hold a password; log in by a credential helper or a key',
        ),
      branch: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]*$/, 'must be a name of a branch')
        .default('main'),
      intervalSeconds: seconds.default(60),
    })
    .optional(),
  security: z
    .array(
      z.object({
        id: z.string().min(1),
        path: z.array(z.string().min(1)).min(1),
        mustBe: z.union([z.boolean(), z.string(), z.number()]),
        words: z.string().min(1),
      }),
    )
    .default([]),
  allowedSigners: z.string().min(1).optional(),
});

/** What the module is configured with. */
export type ConfigurationSettings = z.output<typeof settingsSchema> & {
  readonly security: readonly SecurityRule[];
};

/**
 * Reads `mandate.configuration`; nothing when it is not there.
 *
 * @throws InputError that names what is wrong.
 */
export function readSettings(
  config: Config,
): ConfigurationSettings | undefined {
  const given = config.getOptional(PLACE);
  if (given === undefined) {
    return undefined;
  }
  const parsed = settingsSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InputError(
      `${[PLACE, ...issue.path].join('.')} is wrong: ${issue.message}.`,
    );
  }
  return parsed.data;
}
