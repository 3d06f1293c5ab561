import { dnsLabelSchema } from '@mandate/plugin-mandate-common';
import { z } from 'zod';

/** Functions that network flows are known for. */
export const FUNCTIONS = [
  'edge',
  'application',
  'data',
  'integration',
  'utility',
] as const;
/** What containers of a namespace are for; decides which namespaces they may talk to. */
export type NetworkFunction = (typeof FUNCTIONS)[number];

/** Longest name that leaves room for a function and the separator in a label of 63. */
const LONGEST_ENVIRONMENT = 40;

/**
 * What a cluster is prepared for.
 *
 * @public
 */
export const bootstrapSettingsSchema = z.strictObject({
  environments: z
    .array(dnsLabelSchema.max(LONGEST_ENVIRONMENT))
    .min(1)
    .max(10)
    .refine(isSet, 'names an environment twice')
    .default(['dev', 'staging', 'prod']),
  functions: z
    .array(z.enum(FUNCTIONS))
    .min(1)
    .refine(isSet, 'names a function twice')
    .default([...FUNCTIONS]),
  /** Where requests from outside come from. */
  gatewayNamespace: dnsLabelSchema.default('gateway-system'),
  monitoring: z.boolean().default(true),
  policies: z.boolean().default(true),
});

/**
 * What a cluster is prepared for.
 *
 * @public
 */
export type BootstrapSettings = z.output<typeof bootstrapSettingsSchema>;

function isSet(list: readonly string[]): boolean {
  return new Set(list).size === list.length;
}
