import type { Config } from '@backstage/config';
import { dnsLabelSchema } from '@mandate/plugin-mandate-common';
import {
  type ApprovalRequirement,
  approvalRequirementSchema,
  parseDuration,
} from '@mandate/policy';
import { IANAZone } from 'luxon';
import { z } from 'zod';

const duration = z.string().transform((text, context) => {
  const parsed = parseDuration(text);
  if (!parsed || parsed.months > 0 || parsed.ms <= 0) {
    context.addIssue({
      code: 'custom',
      message: `'${text}' is no ISO 8601 duration of exact length, such as P3D or PT5S`,
    });
    return z.NEVER;
  }
  return parsed.ms;
});

const zone = z
  .string()
  .refine(name => IANAZone.isValidZone(name), 'is no IANA time zone');

const environmentSchema = z
  .object({
    name: dnsLabelSchema,
    title: z.string().optional(),
    cluster: z.string().min(1),
    namespace: z.string().default('{system}-{environment}'),
    production: z.boolean().default(false),
    timeZone: zone.default('UTC'),
  })
  .transform(environment => ({
    ...environment,
    title: environment.title ?? environment.name,
  }));

/** Groups by entity ref; nobody by default. */
const groups = z.array(z.string().min(1).max(253).toLowerCase()).default([]);

const settingsSchema = z.object({
  environments: z
    .array(environmentSchema)
    .default([])
    .refine(
      list => new Set(list.map(({ name }) => name)).size === list.length,
      'two environments have the same name',
    ),
  agents: z.array(z.string()).default([]),
  defaultApprovers: z.array(approvalRequirementSchema).default([]),
  approvalExpiresAfter: duration.default(3 * 24 * 3_600_000),
  mandateSyncEvery: duration.default(5_000),
  assessorTimeout: duration.default(10_000),
  planTimeout: duration.default(20_000),
  interventions: z
    .object({
      override: groups,
      breakGlass: groups,
      reviewers: groups,
      reviewWithin: duration.default(24 * 3_600_000),
    })
    .prefault({}),
  ledger: z
    .object({
      origin: z
        .string()
        .regex(/^[^\s+]+$/)
        .optional(),
      signingKey: z.string().optional(),
      keyFile: z.string().optional(),
    })
    .default({}),
});

/** An environment as configured. */
export type EnvironmentSettings = z.output<typeof environmentSchema>;

/** Everything under `mandate` in the configuration that the kernel reads; durations are milliseconds. */
export type KernelSettings = Omit<
  z.output<typeof settingsSchema>,
  'ledger' | 'defaultApprovers'
> & {
  readonly defaultApprovers: readonly ApprovalRequirement[];
  readonly ledger: {
    /** Name of the log in checkpoints. */
    readonly origin: string;
    /** Base64 of a 32-byte Ed25519 seed. */
    readonly signingKey?: string;
    readonly keyFile?: string;
  };
};

/** Reads the settings once, at the start; a mistake fails it with the place and the reason. */
export function readKernelSettings(config: Config): KernelSettings {
  const parsed = settingsSchema.safeParse(config.getOptional('mandate') ?? {});
  if (!parsed.success) {
    throw new Error(
      `The configuration under 'mandate' cannot be used:\n${z.prettifyError(
        parsed.error,
      )}`,
    );
  }
  const baseUrl = config.getOptionalString('backend.baseUrl');
  const host = baseUrl ? new URL(baseUrl).host : 'localhost';
  return {
    ...parsed.data,
    ledger: {
      ...parsed.data.ledger,
      origin: parsed.data.ledger.origin ?? `${host}/mandate`,
    },
  };
}
