/** Paths of the values that differ, `spec.hard.pods`. */
export function changedPaths(
  before: unknown,
  after: unknown,
  path = '',
): readonly string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [];
  }
  if (!isFields(before) || !isFields(after)) {
    return [path];
  }
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return keys.flatMap(key =>
    changedPaths(before[key], after[key], path ? `${path}.${key}` : key),
  );
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
