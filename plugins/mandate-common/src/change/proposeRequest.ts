import { z } from 'zod';
import { targetReferenceSchema } from './target';
import { testResultSchema } from './testResult';

/**
 * The catalog entity a change brings with it when its target is not in the catalog yet, as a software template does.
 * Only Components and Resources; everything else is refused.
 *
 * @public
 */
export const proposedEntitySchema = z.object({
  apiVersion: z.literal('backstage.io/v1alpha1'),
  kind: z.enum(['Component', 'Resource']),
  metadata: z.object({
    name: z.string().min(1).max(63),
    namespace: z.string().min(1).max(63).default('default'),
    title: z.string().max(200).optional(),
    description: z.string().max(2_000).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    labels: z.record(z.string(), z.string()).optional(),
    tags: z.array(z.string()).optional(),
  }),
  spec: z.record(z.string(), z.unknown()),
});
/**
 * The catalog entity a change brings with it when its target is not in the catalog yet.
 *
 * @public
 */
export type ProposedEntity = z.infer<typeof proposedEntitySchema>;

/**
 * What anybody who proposes a change says: kind, target, input.
 *
 * @public
 */
export const proposeRequestSchema = z.object({
  kind: z.string().min(1).max(100),
  target: targetReferenceSchema,
  /** Checked against the change kind's own schema. */
  input: z.record(z.string(), z.unknown()),
  /** Why, in the proposer's words; shown to approvers. */
  reason: z.string().max(2_000).optional(),
  /** The same key with the same body gives the same change back; with another body it is a conflict. */
  idempotencyKey: z.string().min(1).max(200).optional(),
  /** The person an agent or service acts for. */
  onBehalfOf: z.string().max(200).optional(),
  entity: proposedEntitySchema.optional(),
  /** What tests said of what it brings; they belong to the plan that is made of the proposal, and to no later one. */
  testResults: z.array(testResultSchema).max(50).optional(),
});
/**
 * What anybody who proposes a change says: kind, target, input.
 *
 * @public
 */
export type ProposeRequest = z.infer<typeof proposeRequestSchema>;
