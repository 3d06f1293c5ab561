/**
 * What is known about a value before evaluation, written down by hand: anything, a scalar, a scalar of few known strings, a list, a
 * map of unknown keys, or a closed object whose fields are all declared. Numbers of shape `int` and `double` reach the
 * expression as that type; of shape `any` they are ints when they are whole. `atMost` bounds items, for the cost estimate.
 *
 * @public
 */
export type Shape =
  | 'any'
  | 'bool'
  | 'int'
  | 'double'
  | 'string'
  | { readonly oneOf: readonly string[] }
  | { readonly listOf: Shape; readonly atMost?: number }
  | { readonly mapOf: Shape; readonly atMost?: number }
  | { readonly fields: Readonly<Record<string, Shape>> };
