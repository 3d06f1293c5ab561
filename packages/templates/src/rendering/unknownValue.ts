import { JsonPath } from '../path';

/**
 * What stands in a rendered object where only the cluster knows the value, until the run fills it in.
 *
 * @public
 */
export const KNOWN_AFTER_APPLY = '(known after apply)';

/**
 * A value that can be told only after other objects were applied.
 *
 * - `value`: a field of an object, which holds {@link KNOWN_AFTER_APPLY} until then
 * - `inclusion`: whether the resource is there at all
 * - `collection`: which objects a collection has
 *
 * @public
 */
export interface PendingValue {
  readonly kind: 'value' | 'inclusion' | 'collection';
  /** The resource's id. */
  readonly id: string;
  /** The object's position among the resource's objects, and the field; for `value` only. */
  readonly object?: number;
  readonly field?: JsonPath;
  /** What it waits for, such as `service.spec.clusterIP`. */
  readonly waitsFor: string;
  /** The expression's place in the template. */
  readonly path: string;
}
