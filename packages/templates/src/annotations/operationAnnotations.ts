import { z } from 'zod';

/**
 * What one instance may use at most, all its objects together: the figures that mandates limit, too.
 *
 * @public
 */
export const templateLimitsSchema = z.strictObject({
  /** Pods. */
  replicas: z.number().int().min(0).optional(),
  cpuCores: z.number().min(0).optional(),
  memoryGiB: z.number().min(0).optional(),
  storageGiB: z.number().min(0).optional(),
  /** A month, in the configured currency. */
  monthlyCost: z.number().min(0).optional(),
});

/**
 * See {@link templateLimitsSchema}.
 *
 * @public
 */
export type TemplateLimits = z.infer<typeof templateLimitsSchema>;

/**
 * How a new version may reach instances: `rolling` keeps them available, `restart` interrupts them for a moment, and
 * `stateful` may change stored data, so that a new major version always needs a person.
 *
 * @public
 */
export const upgradeClassSchema = z.enum(['rolling', 'restart', 'stateful']);

/**
 * See {@link upgradeClassSchema}.
 *
 * @public
 */
export type UpgradeClass = z.infer<typeof upgradeClassSchema>;

/**
 * How an instance's data are kept: `none` (there are no data, or they can be made again), `volume` (a copy of the
 * volumes), `dump` (the product's own export) or `snapshot` (the product's own snapshots; a copied volume is useless).
 *
 * @public
 */
export const backupSchema = z.strictObject({
  method: z.enum(['none', 'volume', 'dump', 'snapshot']),
  /** Why so, and what to run. */
  words: z.string().min(1).max(500),
});

/**
 * See {@link backupSchema}.
 *
 * @public
 */
export type TemplateBackup = z.infer<typeof backupSchema>;

const checkName = z.string().regex(/^[a-z][-a-z0-9]{0,62}$/);
const serviceCheck = {
  name: checkName,
  /** Id of the resource, a Service, that is asked. */
  service: z.string(),
  /** Name of the Service's port. */
  port: z.string(),
};

/**
 * Checks after a deployment, in order: an HTTP request that must answer with the status, or a port that must accept
 * connections.
 *
 * @public
 */
export const deploymentChecksSchema = z
  .array(
    z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('http'),
        ...serviceCheck,
        path: z.string().startsWith('/'),
        status: z.number().int().min(100).max(599).default(200),
      }),
      z.strictObject({ type: z.literal('tcp'), ...serviceCheck }),
    ]),
  )
  .max(20);

/**
 * See {@link deploymentChecksSchema}.
 *
 * @public
 */
export type DeploymentCheck = z.infer<typeof deploymentChecksSchema>[number];

/**
 * That the template should not be chosen any more.
 *
 * @public
 */
export const deprecationSchema = z.strictObject({
  reason: z.string().min(1).max(500),
  /** Name of the template to choose instead. */
  replacedBy: z.string().optional(),
});

/**
 * See {@link deprecationSchema}.
 *
 * @public
 */
export type TemplateDeprecation = z.infer<typeof deprecationSchema>;

/**
 * Level of the Pod Security Standards that every pod of the template keeps.
 *
 * @public
 */
export const podSecuritySchema = z.enum([
  'restricted',
  'baseline',
  'privileged',
]);

/**
 * See {@link podSecuritySchema}.
 *
 * @public
 */
export type TemplatePodSecurity = z.infer<typeof podSecuritySchema>;
