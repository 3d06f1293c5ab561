import { z } from 'zod';

/**
 * A DNS-1123 label, as Kubernetes wants names of namespaces and workloads.
 *
 * @public
 */
export const dnsLabelSchema = z
  .string()
  .min(1)
  .max(63)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    'must be a DNS label: lower-case letters, digits and hyphens, starting and ending with a letter or digit, at most 63 characters',
  );

/**
 * Names a target: a catalog entity in an environment.
 *
 * @public
 */
export const targetReferenceSchema = z.object({
  entityRef: z
    .string()
    .min(3)
    .max(200)
    .regex(
      /^[a-z][a-z0-9]*:[^/\s]+\/[^/\s]+$/i,
      'must be a full entity reference such as component:default/checkout',
    ),
  environment: dnsLabelSchema,
});
/**
 * Names a target: a catalog entity in an environment.
 *
 * @public
 */
export type TargetReference = z.infer<typeof targetReferenceSchema>;

/**
 * The environment of the portal's own targets, such as mandates; no environment of this name can be configured.
 *
 * @public
 */
export const PORTAL_ENVIRONMENT = 'portal';

/**
 * Kinds of workload a target can be bound to. A target in the portal's own environment is a mandate or a template, and no workload.
 *
 * @public
 */
export const workloadKindSchema = z.enum([
  'Deployment',
  'StatefulSet',
  'Mandate',
  'Template',
]);
/**
 * A workload by kind and name, within the target's cluster and namespace.
 *
 * @public
 */
export const workloadReferenceSchema = z.object({
  kind: workloadKindSchema,
  name: dnsLabelSchema,
});
/**
 * A workload by kind and name, within the target's cluster and namespace.
 *
 * @public
 */
export type WorkloadReference = z.infer<typeof workloadReferenceSchema>;

/**
 * What a change acts on: a catalog entity in an environment, bound to a cluster, namespace and workload.
 *
 * @public
 */
export const targetSchema = targetReferenceSchema.extend({
  cluster: z.string().min(1).max(100),
  namespace: dnsLabelSchema,
  workload: workloadReferenceSchema,
});
/**
 * What a change acts on: a catalog entity in an environment, bound to a cluster, namespace and workload.
 *
 * @public
 */
export type Target = z.infer<typeof targetSchema>;

/**
 * A target with the facts of its catalog entity that mandates select by.
 *
 * @public
 */
export const targetFactsSchema = targetSchema.extend({
  /** Title or name of the entity, for sentences. */
  name: z.string(),
  entityKind: z.string(),
  containerType: z.string().optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.string()).optional(),
  /** 1 (most critical) to 4. */
  tier: z.number().int().min(1).max(4),
  /** Whether the environment serves real users. */
  production: z.boolean(),
  /** Of all targets in one of these sets, one is changed at a time. */
  conflictSets: z.array(z.string()).optional(),
  /** Labels of its objects in the cluster, as a Kubernetes selector; what Backstage's own annotations say. */
  labelSelector: z.string().max(1_000).optional(),
  /** Whether the entity is in the catalog now; false for one that a change proposes to create. */
  inCatalog: z.boolean(),
});
/**
 * A target with the facts of its catalog entity that mandates select by.
 *
 * @public
 */
export type TargetFacts = z.infer<typeof targetFactsSchema>;
