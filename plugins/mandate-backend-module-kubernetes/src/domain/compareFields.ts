import { isFields, parseQuantity } from '@mandate/plugin-mandate-node';
import { elementsByKey } from './listKeys';

/**
 * Paths of the expected fields that the actual object lacks or has otherwise. Fields that are only in the actual
 * object do not count: defaults and other managers add them. At most 20 paths.
 */
export function differingFields(
  expected: unknown,
  actual: unknown,
): readonly string[] {
  return [...differences(expected, actual, '', '')].slice(0, 20);
}

/** Whether both hold the same fields, quantities in whatever notation. */
export function sameFields(left: unknown, right: unknown): boolean {
  return (
    differingFields(left, right).length === 0 &&
    differingFields(right, left).length === 0
  );
}

function* differences(
  expected: unknown,
  actual: unknown,
  name: string,
  path: string,
): Generator<string> {
  if (isFields(expected)) {
    for (const [key, value] of Object.entries(expected)) {
      const other = isFields(actual) ? actual[key] : undefined;
      yield* differences(value, other, key, path ? `${path}.${key}` : key);
    }
    if (!isFields(actual)) {
      yield path;
    }
  } else if (Array.isArray(expected)) {
    yield* listDifferences(expected, actual, name, path);
  } else if (!sameScalar(expected, actual)) {
    yield path;
  }
}

function* listDifferences(
  expected: readonly unknown[],
  actual: unknown,
  name: string,
  path: string,
): Generator<string> {
  if (!Array.isArray(actual)) {
    if (expected.length > 0) {
      yield path;
    }
    return;
  }
  const wanted = elementsByKey(name, expected);
  const found = elementsByKey(name, actual);
  if (wanted && found) {
    for (const [key, element] of wanted) {
      yield* differences(element, found.get(key), '', `${path}[${key}]`);
    }
  } else if (expected.length !== actual.length) {
    yield path;
  } else {
    for (const [index, element] of expected.entries()) {
      yield* differences(element, actual[index], '', `${path}[${index}]`);
    }
  }
}

/** Null and a missing field mean the same; `1000m` and `1` are the same quantity, but only where both are quantities. */
function sameScalar(left: unknown, right: unknown): boolean {
  if ((left ?? null) === (right ?? null)) {
    return true;
  }
  if (typeof left !== 'string' || typeof right !== 'string') {
    return false;
  }
  const amount = parseQuantity(left);
  return amount !== undefined && amount === parseQuantity(right);
}
