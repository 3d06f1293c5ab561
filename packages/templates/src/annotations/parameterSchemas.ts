import { z } from 'zod';

/**
 * See {@link ParameterBounds}.
 *
 * @public
 */
export const parameterBoundsSchema = z.strictObject({
  /** Least value; for quantities a text such as `100m` or `64Mi`. */
  minimum: z.union([z.number(), z.string()]).optional(),
  /** Greatest value, alike. */
  maximum: z.union([z.number(), z.string()]).optional(),
  /** The only values allowed. */
  enum: z.array(z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** Texts that begin with one of these, such as a registry. */
  startsWith: z.array(z.string().min(1)).optional(),
  /** Any value that the parameter itself allows, such as a page's text. */
  any: z.literal(true).optional(),
});

/**
 * Bounds of one parameter: all that are given must hold; empty bounds allow nothing.
 *
 * @public
 */
export type ParameterBounds = z.infer<typeof parameterBoundsSchema>;

/**
 * By parameter path (`resources.memory`): values inside `standard` keep an instance standard, values inside
 * `preApproved` make it modified within, any other value that is not the default makes it modified beyond.
 *
 * @public
 */
export const parameterRangesSchema = z.record(
  z.string(),
  z.strictObject({
    standard: parameterBoundsSchema.optional(),
    preApproved: parameterBoundsSchema.optional(),
  }),
);

/**
 * See {@link parameterRangesSchema}.
 *
 * @public
 */
export type ParameterRanges = z.infer<typeof parameterRangesSchema>;

/**
 * When a parameter is asked: as long as another one of the same group is asked and has exactly this value. One that is not
 * asked has its default.
 *
 * @public
 */
export const parameterConditionSchema = z.strictObject({
  parameter: z.string(),
  equals: z.union([z.string(), z.number(), z.boolean()]),
});

/**
 * See {@link parameterConditionSchema}.
 *
 * @public
 */
export type ParameterCondition = z.infer<typeof parameterConditionSchema>;

/**
 * Titles by parameter path, the groups in which top-level parameters are asked for, in order, and by top-level parameter
 * the condition under which it is asked.
 *
 * @public
 */
export const parameterFormSchema = z.strictObject({
  titles: z.record(z.string(), z.string().min(1)).optional(),
  groups: z
    .array(
      z.strictObject({
        title: z.string().min(1),
        description: z.string().optional(),
        parameters: z.array(z.string()).min(1),
      }),
    )
    .optional(),
  conditions: z.record(z.string(), parameterConditionSchema).optional(),
});

/**
 * See {@link parameterFormSchema}.
 *
 * @public
 */
export type ParameterForm = z.infer<typeof parameterFormSchema>;
