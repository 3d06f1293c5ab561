import { z } from 'zod';

/**
 * A template file to check.
 *
 * @public
 */
export const templateCheckRequestSchema = z.strictObject({
  text: z.string().min(1).max(400_000),
});
/**
 * A template file to check.
 *
 * @public
 */
export type TemplateCheckRequest = z.infer<typeof templateCheckRequestSchema>;

/**
 * What is wrong with a template file. Lines and columns are 1-based.
 *
 * @public
 */
export const templateCheckViewSchema = z.object({
  /** What approval binds to; absent while there are errors. */
  digest: z.string().optional(),
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      line: z.number().int(),
      column: z.number().int(),
      message: z.string(),
    }),
  ),
  /** The cluster whose kinds it was checked against; absent when none answered, so that types were not checked. */
  typesOf: z.string().optional(),
});
/**
 * What is wrong with a template file, and by which cluster's kinds.
 *
 * @public
 */
export type TemplateCheckView = z.infer<typeof templateCheckViewSchema>;
