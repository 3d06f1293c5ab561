import { isJsonObject, JsonValue } from '../model/KubernetesObject';
import { Pattern } from './ContractCase';

/** Why a value does not match a pattern, with the path; undefined when it does. */
export function mismatch(
  pattern: Pattern,
  value: JsonValue | undefined,
  path = 'answer',
): string | undefined {
  if (pattern === '*') {
    return value === undefined ? `${path} is missing` : undefined;
  }
  if (typeof pattern === 'string' && pattern.startsWith('~')) {
    const isLike =
      ['string', 'number'].includes(typeof value) &&
      new RegExp(pattern.slice(1)).test(`${value}`);
    return isLike
      ? undefined
      : `${path} is ${JSON.stringify(value)}, not like ${pattern.slice(1)}`;
  }
  if (isJsonObject(pattern)) {
    return isJsonObject(pattern) && Array.isArray(pattern.$has)
      ? missingItem(pattern.$has, value, path)
      : objectMismatch(pattern, value, path);
  }
  if (Array.isArray(pattern)) {
    if (!Array.isArray(value) || value.length !== pattern.length) {
      return `${path} is ${JSON.stringify(value)}, not a list of ${
        pattern.length
      }`;
    }
    return firstOf(
      pattern.map((item, index) =>
        mismatch(item, value[index], `${path}[${index}]`),
      ),
    );
  }
  return value === pattern
    ? undefined
    : `${path} is ${JSON.stringify(value)}, not ${JSON.stringify(pattern)}`;
}

function objectMismatch(
  pattern: Record<string, Pattern>,
  value: JsonValue | undefined,
  path: string,
): string | undefined {
  if (!isJsonObject(value)) {
    return `${path} is ${JSON.stringify(value)}, not an object`;
  }
  return firstOf(
    Object.entries(pattern).map(([field, expected]) =>
      mismatch(expected, value[field], `${path}.${field}`),
    ),
  );
}

function missingItem(
  wanted: readonly Pattern[],
  value: JsonValue | undefined,
  path: string,
): string | undefined {
  if (!Array.isArray(value)) {
    return `${path} is ${JSON.stringify(value)}, not a list`;
  }
  const missing = wanted.find(pattern =>
    value.every(item => mismatch(pattern, item)),
  );
  return missing === undefined
    ? undefined
    : `${path} has no item like ${JSON.stringify(missing)}: ${JSON.stringify(
        value,
      )}`;
}

function firstOf(reasons: readonly (string | undefined)[]): string | undefined {
  return reasons.find(reason => reason !== undefined);
}
