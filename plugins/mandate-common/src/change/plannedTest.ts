import { z } from 'zod';
import { dnsLabelSchema } from './target';

const testNameSchema = z.string().min(1).max(40);

/**
 * A test that runs in the target environment after a change's objects are ready and before it counts as verified: requests
 * to one Service of the instance, or a Job beside it. Part of the plan, so approvers see what will run.
 *
 * @public
 */
export const plannedTestSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('http'),
    name: testNameSchema,
    /** Name of the Service, in the target's namespace. */
    service: dnsLabelSchema,
    port: z.string().min(1).max(15),
    requests: z
      .array(
        z.object({
          path: z.string().startsWith('/').max(500),
          status: z.number().int().min(100).max(599),
          contains: z.string().max(500).optional(),
        }),
      )
      .min(1)
      .max(20),
  }),
  z.object({
    type: z.literal('job'),
    name: testNameSchema,
    image: z.string().min(1).max(500),
    command: z.array(z.string()).min(1).max(50),
    env: z.record(z.string(), z.string()),
    timeoutSeconds: z.number().int().positive().max(900),
    memory: z.string().max(20),
  }),
]);
/**
 * A test that runs before a change counts as verified.
 *
 * @public
 */
export type PlannedTest = z.infer<typeof plannedTestSchema>;
