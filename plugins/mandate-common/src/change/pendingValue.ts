import { z } from 'zod';

/**
 * A field of a planned object that only the cluster can tell, such as an address that it gives out: the plan shows
 * `(known after apply)` in its place, and the run fills it in.
 *
 * @public
 */
export const pendingValueSchema = z.object({
  /** Id of the step that writes the object. */
  step: z.string(),
  /** Where it is in the object: keys, and positions in lists. */
  field: z.array(z.union([z.string(), z.number().int().nonnegative()])).min(1),
  /** The template's resource that the object is of, and its position among that resource's objects. */
  resource: z.string(),
  position: z.number().int().nonnegative(),
  /** What it is made of, such as `service.spec.clusterIP`. */
  waitsFor: z.string(),
});
/**
 * A field of a planned object that only the cluster can tell.
 *
 * @public
 */
export type PendingPlanValue = z.infer<typeof pendingValueSchema>;
