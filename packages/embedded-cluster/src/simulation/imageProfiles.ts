import { z } from 'zod';

const quantity = z.string().regex(/^\d+(\.\d+)?(m|[KMG]i?|k)?$/);
const seconds = z.number().min(0);

/**
 * How containers of some images behave. What a profile leaves open is as in the last one of the list.
 *
 * @public
 */
export const imageProfileSchema = z
  .object({
    name: z.string().min(1),
    /** Patterns of image names without registry; `*` stands for anything. */
    images: z.array(z.string()).min(1),
    /** From scheduling to the start, in place of the cluster's timing. */
    startSeconds: seconds.optional(),
    /** From the start to the first successful readiness check, in place of the cluster's timing. */
    readySeconds: seconds.optional(),
    /** Processor use swings around its base once in a period. */
    cpu: z
      .object({
        base: quantity,
        swing: quantity,
        periodSeconds: z.number().min(1),
      })
      .optional(),
    /** Memory grows until the limit ends the container. */
    memory: z.object({ base: quantity, growthPerSecond: quantity }).optional(),
    /** Requests that one container answers. */
    traffic: z
      .object({
        requestsPerSecond: z.number().min(0),
        errorRate: z.number().min(0).max(1),
        medianLatencySeconds: z.number().min(0.0001),
      })
      .optional(),
    /** The container ends by itself. */
    ends: z
      .object({
        afterSeconds: seconds,
        exitCode: z.number().int().min(0).max(255),
      })
      .optional(),
    /** Lines after the start; then requests follow, if there is traffic. */
    log: z.array(z.string()).optional(),
  })
  .strict();

/**
 * See {@link imageProfileSchema}.
 *
 * @public
 */
export type ImageProfile = z.infer<typeof imageProfileSchema>;

/** The profiles a cluster has without being given any. The last one is for every image. */
export const IMAGE_PROFILES: readonly ImageProfile[] = [
  {
    name: 'database',
    images: ['postgres*', 'mysql*', 'mariadb*', 'mongo*'],
    cpu: { base: '80m', swing: '40m', periodSeconds: 600 },
    memory: { base: '220Mi', growthPerSecond: '0' },
    log: [
      'database system was shut down cleanly',
      'database system is ready to accept connections',
    ],
  },
  {
    name: 'cache',
    images: ['redis*', 'valkey*', 'memcached*'],
    cpu: { base: '20m', swing: '10m', periodSeconds: 600 },
    memory: { base: '40Mi', growthPerSecond: '0' },
    log: ['Ready to accept connections tcp'],
  },
  {
    name: 'leaking',
    images: ['*leak*'],
    memory: { base: '48Mi', growthPerSecond: '1Mi' },
  },
  {
    name: 'task',
    images: ['busybox*', '*migrate*', '*job*'],
    cpu: { base: '150m', swing: '0', periodSeconds: 60 },
    memory: { base: '24Mi', growthPerSecond: '0' },
    traffic: { requestsPerSecond: 0, errorRate: 0, medianLatencySeconds: 0.01 },
    log: ['working', 'done'],
  },
  {
    name: 'web service',
    images: ['*'],
    cpu: { base: '40m', swing: '20m', periodSeconds: 900 },
    memory: { base: '72Mi', growthPerSecond: '0' },
    traffic: {
      requestsPerSecond: 12,
      errorRate: 0.001,
      medianLatencySeconds: 0.012,
    },
    log: [
      'configuration read from the environment',
      'listening on 0.0.0.0:8080',
    ],
  },
];
