/**
 * What is known about a value before evaluation: anything, a scalar, a scalar of few known strings, a list, a map of
 * unknown keys, or a closed object whose fields are all declared. Numbers of shape `int` and `double` reach the
 * expression as that type; of shape `any` they are ints when they are whole.
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
  | { readonly listOf: Shape }
  | { readonly mapOf: Shape }
  | { readonly fields: Readonly<Record<string, Shape>> };

/**
 * The variables an expression may read. Names and versions together identify it in caches.
 *
 * @public
 */
export interface ExpressionEnvironment {
  readonly name: string;
  readonly variables: Readonly<Record<string, Shape>>;
  /** Identifies the content; equal digests mean equal variables. */
  readonly digest: string;
}

/**
 * Declares an environment. Other packages declare theirs with it.
 *
 * @public
 */
export function declareEnvironment(
  name: string,
  variables: Readonly<Record<string, Shape>>,
): ExpressionEnvironment {
  return { name, variables, digest: JSON.stringify([name, variables]) };
}
