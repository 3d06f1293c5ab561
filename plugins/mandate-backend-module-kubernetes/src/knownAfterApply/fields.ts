/** Where a value is in an object: keys, and positions in lists. */
export type FieldPath = readonly (string | number)[];

/** The value at a path; nothing when the path leads nowhere. */
export function valueAtPath(value: unknown, path: FieldPath): unknown {
  return path.reduce<unknown>((found, step) => {
    if (Array.isArray(found)) {
      return typeof step === 'number' ? found[step] : undefined;
    }
    return isMapping(found) && Object.hasOwn(found, step)
      ? found[step]
      : undefined;
  }, value);
}

/** A copy with the value at a path replaced, or taken out when there is no replacement. Other paths stay as they are. */
export function withPath<T>(
  value: T,
  path: FieldPath,
  replacement?: unknown,
): T {
  // safety: only what is inside of mappings and lists is replaced, so the outer type stays.
  return replaced(value, path, replacement) as T;
}

function replaced(
  value: unknown,
  [step, ...rest]: FieldPath,
  replacement: unknown,
): unknown {
  if (step === undefined) {
    return replacement;
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => {
      if (index !== step) {
        return [item];
      }
      const inner = replaced(item, rest, replacement);
      return inner === undefined ? [] : [inner];
    });
  }
  if (!isMapping(value) || !Object.hasOwn(value, step)) {
    return value;
  }
  const { [step]: old, ...others } = value;
  const inner = replaced(old, rest, replacement);
  return inner === undefined ? others : { ...value, [step]: inner };
}

function isMapping(value: unknown): value is Record<string | number, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
