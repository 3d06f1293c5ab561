import { isKeyName } from '@mandate/ledger';
import { z } from 'zod';
import { exactDuration } from './exactDuration';

const DAY_MS = 24 * 3_600_000;

const keySchema = z.object({
  /** Base64 of a 32-byte Ed25519 seed. */
  signingKey: z.string().optional(),
  keyFile: z.string().optional(),
});

/** Where a signing key is: in the configuration or in a file. */
export type ConfiguredKey = z.output<typeof keySchema>;

const destinationSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('directory'), path: z.string().min(1) }),
  z.object({
    type: z.literal('git'),
    /** A bare repository on this machine; made when it is not there. */
    repository: z.string().min(1),
    branch: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'is no simple branch name')
      .default('ledger'),
    /** A remote that the branch is pushed to. */
    push: z.string().min(1).optional(),
  }),
]);

/** Where the log is published. */
export type LogDestinationSettings = z.output<typeof destinationSchema>;

const witnessSchema = z.object({
  url: z.url({ protocol: /^https?$/ }),
  verifierKey: z.string(),
});

/** A witness that is asked to cosign. */
export type WitnessSettings = z.output<typeof witnessSchema>;

/** Everything under `mandate.ledger`; durations are milliseconds. */
export const ledgerSettingsSchema = keySchema.extend({
  /** Name of the log in checkpoints. */
  origin: z
    .string()
    .refine(isKeyName, 'has white space or a plus sign')
    .optional(),
  previousKeys: z.array(keySchema).max(8).default([]),
  keyOverlap: exactDuration.default(30 * DAY_MS),
  /** How long values beside the entries are kept; for ever without it. */
  personalDataFor: exactDuration.optional(),
  /** Groups whose members erase personal data and place and release legal holds; nobody without one. */
  custodians: z.array(z.string().min(1).max(253).toLowerCase()).default([]),
  publishEvery: exactDuration.default(60_000),
  publish: z.array(destinationSchema).max(8).default([]),
  witnesses: z.array(witnessSchema).max(16).default([]),
});

/** The ledger's settings, with the origin that it has by default. */
export type LedgerSettings = z.output<typeof ledgerSettingsSchema> & {
  readonly origin: string;
};
