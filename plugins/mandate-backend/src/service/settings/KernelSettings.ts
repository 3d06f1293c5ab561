import type { Config } from '@backstage/config';
import {
  dnsLabelSchema,
  PORTAL_ENVIRONMENT,
} from '@mandate/plugin-mandate-common';
import {
  type ApprovalRequirement,
  approvalRequirementSchema,
} from '@mandate/policy';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { defaultRunSettings, type RunSettings } from '../run/RunSettings';
import { agentSchema } from './agentSettings';
import { defaultOutboxSettings } from '../outbox/OutboxDelivery';
import { webhooksSchema } from '../outbox/webhookSettings';
import { exactDuration } from './exactDuration';
import { type MandateSettings, mandateSettingsSchema } from './mandateSettings';
import { rateLimitSettingsSchema } from './rateLimitSettings';
import { type LedgerSettings, ledgerSettingsSchema } from './ledgerSettings';
import { retentionSettingsSchema } from './retentionSettings';
import { riskSettingsSchema } from './riskSettings';

const zone = z
  .string()
  .refine(name => IANAZone.isValidZone(name), 'is no IANA time zone');

const environmentSchema = z
  .object({
    name: dnsLabelSchema.refine(
      name => name !== PORTAL_ENVIRONMENT,
      `the environment '${PORTAL_ENVIRONMENT}' is the portal's own`,
    ),
    title: z.string().optional(),
    cluster: z.string().min(1),
    clusters: z.array(z.string().min(1)).max(100).optional(),
    namespace: z.string().default('{system}-{environment}'),
    production: z.boolean().default(false),
    timeZone: zone.default('UTC'),
  })
  .transform(environment => ({
    ...environment,
    title: environment.title ?? environment.name,
  }));

/** A shorter lease would be lost by a busy machine. */
const MIN_LEASE_MS = 1_000;

/** After the lease another replica delivers the same message. */
const MAX_DELIVERY_TIMEOUT_MS = defaultOutboxSettings.leaseMs / 2;

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
  agents: z.array(agentSchema).default([]),
  defaultApprovers: z.array(approvalRequirementSchema).default([]),
  mandates: mandateSettingsSchema.prefault({}),
  templates: z
    .object({
      repository: z.object({ directory: z.string().min(1) }).optional(),
    })
    .prefault({}),
  approvalExpiresAfter: exactDuration.default(3 * 24 * 3_600_000),
  mandateSyncEvery: exactDuration.default(5_000),
  assessorTimeout: exactDuration.default(10_000),
  planTimeout: exactDuration.default(20_000),
  deliveryTimeout: exactDuration
    .refine(
      ms => ms <= MAX_DELIVERY_TIMEOUT_MS,
      'a delivery may take half a minute at most',
    )
    .default(defaultOutboxSettings.timeoutMs),
  runs: z
    .object({
      poll: exactDuration.optional(),
      lease: exactDuration.optional(),
      callTimeout: exactDuration.optional(),
      drain: exactDuration.optional(),
      holdCheck: exactDuration.optional(),
      concurrency: z.number().int().min(1).max(1_000).optional(),
    })
    .refine(
      ({ lease, poll }) =>
        lease === undefined || lease >= 2 * (poll ?? MIN_LEASE_MS / 2),
      'a lease must be at least twice as long as the poll, and a second',
    )
    .prefault({})
    .transform(runSettings),
  interventions: z
    .object({
      override: groups,
      breakGlass: groups,
      reviewers: groups,
      reviewWithin: exactDuration.default(24 * 3_600_000),
    })
    .prefault({}),
  risk: riskSettingsSchema.prefault({}),
  webhooks: webhooksSchema,
  rateLimits: rateLimitSettingsSchema.prefault({}),
  retention: retentionSettingsSchema.prefault({}),
  ledger: ledgerSettingsSchema.prefault({}),
});

/** An environment as configured. */
export type EnvironmentSettings = z.output<typeof environmentSchema>;

/** Everything under `mandate` in the configuration that the kernel reads; durations are milliseconds. */
export type KernelSettings = Omit<
  z.output<typeof settingsSchema>,
  'ledger' | 'defaultApprovers' | 'mandates'
> & {
  readonly mandates: MandateSettings;
  readonly defaultApprovers: readonly ApprovalRequirement[];
  readonly ledger: LedgerSettings;
};

/** What the configuration says of runs, by the names that runs know; what it leaves out keeps its default. */
function runSettings(runs: {
  readonly poll?: number;
  readonly lease?: number;
  readonly callTimeout?: number;
  readonly drain?: number;
  readonly holdCheck?: number;
  readonly concurrency?: number;
}): RunSettings {
  return {
    ...defaultRunSettings,
    pollMs: runs.poll ?? defaultRunSettings.pollMs,
    leaseMs: runs.lease ?? defaultRunSettings.leaseMs,
    callTimeoutMs: runs.callTimeout ?? defaultRunSettings.callTimeoutMs,
    drainMs: runs.drain ?? defaultRunSettings.drainMs,
    holdMs: runs.holdCheck ?? defaultRunSettings.holdMs,
    concurrency: runs.concurrency ?? defaultRunSettings.concurrency,
  };
}

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
