/**
 * A mapping whose values have not been looked at: part of a cluster object.
 *
 * @public
 */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Tells mappings from lists, null and scalars.
 *
 * @public
 */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The mapping at a path, empty when there is none.
 *
 * @public
 */
export function fieldsAt(value: unknown, ...path: readonly string[]): Fields {
  const found = valueAt(value, ...path);
  return isFields(found) ? found : {};
}

/**
 * The mappings in the list at a path, empty when there is none.
 *
 * @public
 */
export function listAt(
  value: unknown,
  ...path: readonly string[]
): readonly Fields[] {
  const found = valueAt(value, ...path);
  return Array.isArray(found) ? found.filter(isFields) : [];
}

/**
 * The text at a path.
 *
 * @public
 */
export function textAt(
  value: unknown,
  ...path: readonly string[]
): string | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/**
 * The number at a path.
 *
 * @public
 */
export function numberAt(
  value: unknown,
  ...path: readonly string[]
): number | undefined {
  const found = valueAt(value, ...path);
  return typeof found === 'number' ? found : undefined;
}

/**
 * A copy with the value at a path replaced; mappings on the way are made when missing.
 *
 * @public
 */
export function withValueAt(
  value: Fields,
  path: readonly [string, ...string[]],
  replacement: unknown,
): Fields {
  const [first, second, ...rest] = path;
  return {
    ...value,
    [first]:
      second === undefined
        ? replacement
        : withValueAt(fieldsAt(value, first), [second, ...rest], replacement),
  };
}

function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) =>
      isFields(found) && Object.hasOwn(found, name) ? found[name] : undefined,
    value,
  );
}
