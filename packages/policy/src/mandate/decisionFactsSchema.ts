import { z } from 'zod';
import { classifications, type DecisionFacts } from './decisionInput';
import { figureLimitNames } from './limitsSchema';

const text = z.string().max(2_000);
const figure = z.number().optional();

/**
 * {@link DecisionFacts} as they are stored and imported.
 *
 * @public
 */
export const decisionFactsSchema: z.ZodType<DecisionFacts> = z.object({
  change: z.object({
    kind: text,
    input: z.record(z.string(), z.unknown()),
    destructive: z.boolean(),
    touchesIdentity: z.boolean(),
    touchesData: z.boolean(),
  }),
  plan: z.object({
    objects: z.object({
      created: z.number(),
      changed: z.number(),
      removed: z.number(),
    }),
    figures: z.partialRecord(z.enum(figureLimitNames), z.number()),
    costDifference: figure,
    version: z
      .object({
        from: text,
        to: text,
        bump: z.enum(['none', 'patch', 'minor', 'major', 'unknown']),
      })
      .optional(),
    images: z.array(text),
  }),
  target: z.object({
    entityRef: text,
    environment: text,
    cluster: text,
    namespace: text,
    kind: text,
    workload: text.optional(),
    containerType: text.optional(),
    owner: text.optional(),
    system: text.optional(),
    tags: z.array(text),
    labels: z.record(z.string(), text).optional(),
    tier: text.optional(),
  }),
  proposer: z.object({
    kind: z.enum(['user', 'agent', 'service', 'detector']),
    ref: text,
    onBehalfOf: text.optional(),
  }),
  risk: z.object({
    level: z.enum(['low', 'medium', 'high', 'critical']),
    score: z.number(),
    factors: z.array(
      z.object({ name: text, contribution: z.number(), words: text }),
    ),
  }),
  classification: z.enum(classifications),
  dependants: figure,
  preflight: z.object({ failed: z.array(text) }).optional(),
  tests: z
    .object({
      possible: z.boolean(),
      passed: z.number(),
      failed: z.number(),
    })
    .optional(),
  findings: z.object({ new: z.number(), errors: z.number() }),
  trackRecord: z
    .object({
      changes: z.number(),
      failures: z.number(),
      failureRate: z.number(),
    })
    .optional(),
  time: z.object({
    hour: z.number(),
    weekday: z.enum([
      'monday',
      'tuesday',
      'wednesday',
      'thursday',
      'friday',
      'saturday',
      'sunday',
    ]),
  }),
  template: z.object({ name: text, version: text }).optional(),
});
