import { z } from 'zod';

const templateDifferenceSchema = z.object({
  object: z.object({ kind: z.string(), name: z.string() }),
  /** `spec.template.spec.containers["web"].image`; absent when the whole object is missing. */
  path: z.string().optional(),
  /** What the template's version renders; absent when it renders nothing there. */
  rendered: z.string().optional(),
  /** What is there instead; absent when nothing is. */
  live: z.string().optional(),
  /** Who made it so outside Mandate; absent when a later change did, or the cluster does not tell. */
  manager: z.string().optional(),
});
/**
 * One place where what runs is not what the template's version renders.
 *
 * @public
 */
export type TemplateDifference = z.infer<typeof templateDifferenceSchema>;

/**
 * How what runs of an entity in an environment compares with what the version of the template renders that it says it
 * comes from, with the parameters it keeps.
 *
 * @public
 */
export const templateDriftViewSchema = z.intersection(
  z.object({
    environment: z.string(),
    template: z.string(),
    /** The version that the objects in the cluster say they come from. */
    digest: z.string(),
  }),
  z.discriminatedUnion('status', [
    z.object({ status: z.literal('as-rendered') }),
    z.object({
      status: z.literal('differs'),
      differences: z.array(templateDifferenceSchema),
      /** How many there are beyond those. */
      more: z.number().int(),
    }),
    /** It could not be compared, which is no good sign. */
    z.object({ status: z.literal('unknown'), words: z.string() }),
  ]),
);
/**
 * How what runs compares with its template.
 *
 * @public
 */
export type TemplateDriftView = z.infer<typeof templateDriftViewSchema>;
