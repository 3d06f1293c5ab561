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

/** Most checks of one template. */
const MOST_CHECKS = 20;

/**
 * Conditions that an instance's live objects have to meet after each change of it, before the change counts as verified.
 *
 * `condition` is one whole `${…}` of CEL that is true or false. It reads what a field of the status does: `schema` with the
 * instance's parameters, name and namespace, and every resource by its id, as the cluster holds it. A check that reads a
 * resource which the instance leaves out is left out, too. `message` is for people: what a false condition means, and what
 * to do.
 *
 * @public
 */
export const deploymentChecksSchema = z
  .array(
    z.strictObject({
      name: z
        .string()
        .regex(
          /^[a-z][-a-z0-9]{0,39}$/,
          'must be lower-case letters, digits and hyphens, at most 40',
        ),
      condition: z.string().min(1).max(2_000),
      message: z.string().min(1).max(500),
      /** A false condition will not become true by itself, so that the change is undone at once and not at its deadline. */
      final: z.boolean().default(false),
    }),
  )
  .max(MOST_CHECKS)
  .refine(
    checks => new Set(checks.map(({ name }) => name)).size === checks.length,
    { message: 'two checks have the same name' },
  );

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
