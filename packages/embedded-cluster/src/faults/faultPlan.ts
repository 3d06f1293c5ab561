import { z } from 'zod';

const share = z.number().min(0).max(1);

/**
 * What is broken on purpose. Everything left out works.
 *
 * @public
 */
export const faultPlanSchema = z
  .object({
    /** Requests below these paths suffer; all of them without it. */
    paths: z.array(z.string().startsWith('/')).optional(),
    /** Every answer comes so much later. */
    latencyMs: z.number().min(0).max(60_000).optional(),
    /** A share of requests is throttled: 429 with Retry-After. */
    throttled: z
      .object({ share, retryAfterSeconds: z.number().int().min(0).default(1) })
      .optional(),
    /** A share of requests fails with code 500. */
    failing: share.optional(),
    /** A share of connections is cut without an answer. */
    reset: share.optional(),
    /** Watches are cut after so long. */
    watchMs: z.number().min(0).optional(),
    /** Watches that resume at a version are told that it expired (410). */
    expiredWatches: z.boolean().optional(),
    /** The server's clock is so far ahead, or behind when negative. */
    clockOffsetMs: z.number().optional(),
    /** Nodes that stopped to report; what runs there is not seen any more. */
    lostNodes: z.array(z.string()).optional(),
    /** A network that is split: these clients do not reach the API, and these nodes do not report. */
    partition: z
      .object({
        /** Beginnings of clients' User-Agent headers, or names of users. */
        clients: z.array(z.string().min(1)).default([]),
        nodes: z.array(z.string().min(1)).default([]),
      })
      .optional(),
    /** Beginnings of image names that cannot be pulled. */
    unpullableImages: z.array(z.string()).optional(),
    /** Containers take so many times as long to start. */
    startFactor: z.number().min(0).max(1_000).optional(),
  })
  .strict();

/**
 * See {@link faultPlanSchema}.
 *
 * @public
 */
export type FaultPlan = z.infer<typeof faultPlanSchema>;
