import { z } from 'zod';
import { changeKindsSchema, nameSchema, namesSchema } from './nameSchemas';

/**
 * The figures a mandate can limit: pods, CPU cores, GiB of memory and of storage, network bandwidth in Mbit/s, and cost a month in
 * the configured currency. All are sums over the target's pods.
 *
 * @public
 */
export const figureLimitNames = [
  'replicas',
  'cpuCores',
  'memoryGiB',
  'storageGiB',
  'bandwidthMbps',
  'monthlyCost',
] as const;

/**
 * One of {@link figureLimitNames}.
 *
 * @public
 */
export type FigureLimitName = (typeof figureLimitNames)[number];

/**
 * Everything a mandate can limit: figures, the size of a version step, where images come from, and arguments of changes.
 *
 * @public
 */
export const limitNames = [
  ...figureLimitNames,
  'versionBump',
  'registries',
  'arguments',
] as const;

/**
 * The sizes of a version step, from none to major.
 *
 * @public
 */
export const versionSteps = ['none', 'patch', 'minor', 'major'] as const;

/**
 * One of {@link limitNames}.
 *
 * @public
 */
export type LimitName = (typeof limitNames)[number];

const limit = z.number().min(0).optional();

const argumentLimit = z
  .strictObject({
    changes: changeKindsSchema,
    name: nameSchema,
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    oneOf: z
      .array(z.union([z.string(), z.number(), z.boolean()]))
      .min(1)
      .max(200)
      .readonly()
      .optional(),
  })
  .readonly()
  .refine(
    ({ minimum, maximum, oneOf }) =>
      minimum !== undefined || maximum !== undefined || oneOf !== undefined,
    'A limit on an argument needs minimum, maximum or oneOf.',
  );

/** The `limits` of a mandate, see {@link MandateLimits}. @public */
export const limitsSchema = z
  .strictObject({
    replicas: limit,
    cpuCores: limit,
    memoryGiB: limit,
    storageGiB: limit,
    bandwidthMbps: limit,
    monthlyCost: limit,
    versionBump: z.enum(versionSteps).optional(),
    registries: namesSchema.optional(),
    arguments: z.array(argumentLimit).min(1).max(200).readonly().optional(),
    hard: z.array(z.enum(limitNames)).min(1).readonly().optional(),
  })
  .readonly()
  .superRefine((value, context) => {
    value.hard?.forEach((hardLimit, index) => {
      if (value[hardLimit] === undefined) {
        context.addIssue({
          code: 'custom',
          path: ['hard', index],
          message: `${hardLimit} is called hard but has no limit. Set it beside, or take it out of hard.`,
        });
      }
    });
  });
