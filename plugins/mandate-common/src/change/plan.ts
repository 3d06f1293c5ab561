import { z } from 'zod';
import { pendingValueSchema } from './pendingValue';
import { plannedTestSchema } from './plannedTest';

/**
 * A cluster object as plain data. Secrets never appear in a plan (invariant I12).
 *
 * @public
 */
export const clusterObjectSchema = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().optional(),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    creationTimestamp: z.string().optional(),
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});
/**
 * A cluster object as plain data.
 *
 * @public
 */
export type ClusterObject = z.infer<typeof clusterObjectSchema>;

/**
 * One object's effect: what is there now and what will be there.
 *
 * @public
 */
export const plannedObjectSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  namespace: z.string().optional(),
  name: z.string(),
  action: z.enum(['create', 'update', 'delete', 'none']),
  /** What an undo restores; null when the object does not exist before. Without status and server-set fields. */
  before: clusterObjectSchema.nullable(),
  /** What will be applied; null for a delete. */
  after: clusterObjectSchema.nullable(),
  /** The fields that are applied, when they are fewer than `after` shows: the rest are defaults and fields of other managers. */
  applied: clusterObjectSchema.optional(),
  /** Field managers whose fields this takes over. */
  takesOverFrom: z.array(z.string().max(200)).max(20).optional(),
});
/**
 * One object's effect: what is there now and what will be there.
 *
 * @public
 */
export type PlannedObject = z.infer<typeof plannedObjectSchema>;

/**
 * Resources that a target requests, summed over replicas. Costs are per month, in the configured currency.
 *
 * @public
 */
export const figuresSchema = z.object({
  replicas: z.number().nonnegative(),
  cpuCores: z.number().nonnegative(),
  memoryGiB: z.number().nonnegative(),
  storageGiB: z.number().nonnegative(),
  /** What the pods may send and receive; absent when a pod has no limit. */
  bandwidthMbps: z.number().nonnegative().optional(),
  monthlyCost: z.number().nonnegative().optional(),
});
/**
 * Resources that a target requests, summed over replicas.
 *
 * @public
 */
export type Figures = z.infer<typeof figuresSchema>;

/**
 * From which version to which, and how big a step that is.
 *
 * @public
 */
export const versionStepSchema = z.object({
  from: z.string().optional(),
  to: z.string(),
  bump: z.enum(['first', 'none', 'patch', 'minor', 'major', 'unknown']),
});
/**
 * From which version to which, and how big a step that is.
 *
 * @public
 */
export type VersionStep = z.infer<typeof versionStepSchema>;

/**
 * Where a plan's objects come from, when they were rendered from a template.
 *
 * @public
 */
export const templateOriginSchema = z.object({
  name: z.string(),
  digest: z.string(),
  approved: z.boolean(),
  classification: z.enum([
    'standard',
    'modified-within',
    'modified-beyond',
    'novel',
  ]),
  reasons: z.array(z.string()),
  /** The values with all defaults: what the instance pins, beside the digest. */
  values: z.record(z.string(), z.unknown()).optional(),
  /** Whether it brings no workload, and so is one part of the target beside others; false when absent. */
  part: z.boolean().optional(),
});
/**
 * Where a plan's objects come from, when they were rendered from a template.
 *
 * @public
 */
export type TemplateOrigin = z.infer<typeof templateOriginSchema>;

/**
 * A step as the plan announces it.
 *
 * @public
 */
export const plannedStepSchema = z.object({
  id: z.string(),
  title: z.string(),
  /** Whether the step changes the world; effects are gated. */
  effect: z.boolean(),
  /** How long one call for it may take, in seconds, when the usual time is not right. */
  timeoutSeconds: z.number().positive().max(86_400).optional(),
});

/**
 * Who wrote what a plan brings, where it was written before it was proposed. None of them votes on it.
 *
 * @public
 */
export const planAuthorsSchema = z.object({
  /** Entity refs of the people that are known. */
  people: z.array(z.string().max(200)).max(100),
  /** Why there may be more, as a sentence; absent when all are known. Then more people have to approve. */
  unknown: z.string().max(500).optional(),
  /** Whether exactly this was in force before: a person who proposes it again answers for it. */
  wasInForce: z.boolean(),
});
/**
 * Who wrote what a plan brings.
 *
 * @public
 */
export type PlanAuthors = z.infer<typeof planAuthorsSchema>;

/**
 * The exact effect of a change, as data. Its digest is what people approve.
 *
 * @public
 */
export const planSchema = z.object({
  /** One sentence: "3 objects, +1 pod, 0 removed". */
  summary: z.string(),
  objects: z.array(plannedObjectSchema).max(200),
  steps: z.array(plannedStepSchema).min(1).max(50),
  figures: z.object({ before: figuresSchema, after: figuresSchema }),
  version: versionStepSchema.optional(),
  images: z.array(z.string()),
  template: templateOriginSchema.optional(),
  /** The template that the target is no instance of any more, once this is done; absent when it stays what it is. */
  removesTemplate: z.string().max(253).optional(),
  /** What has to pass in the target environment before the change counts as verified; absent when nothing has to. */
  tests: z.array(plannedTestSchema).max(10).optional(),
  /** What is known only after earlier objects were applied; absent when all is known. */
  pending: z.array(pendingValueSchema).max(200).optional(),
  /** Absent when nobody but the proposer wrote it. */
  authors: planAuthorsSchema.optional(),
  /** Version of the target this plan was computed from; compared at the gate (G3). */
  baseVersion: z.string(),
  undo: z.object({
    /** What happens if it goes wrong: "undone automatically to 2.3.7". */
    words: z.string(),
    typicalSeconds: z.number().nonnegative(),
  }),
  verification: z.object({
    /** How long all checks must hold, in seconds. */
    soakSeconds: z.number().nonnegative(),
    /** After how long the change counts as failed, in seconds. */
    deadlineSeconds: z.number().positive(),
  }),
});
/**
 * The exact effect of a change, as data. Its digest is what people approve.
 *
 * @public
 */
export type Plan = z.infer<typeof planSchema>;

/**
 * Largest plan that is accepted, in bytes of canonical JSON.
 *
 * @public
 */
export const MAX_PLAN_BYTES = 1_000_000;
