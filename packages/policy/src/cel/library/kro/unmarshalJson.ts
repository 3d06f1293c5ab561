import { CelDouble } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import type { Evaluated } from '../../values/runtimeValue';

const maximumDepth = 1_000;

/** The value of a JSON text. Go reads each number as a double. */
export function unmarshalJson(text: string): Evaluated {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return new CelError(
      'json.unmarshal failed to parse JSON: the text is no JSON',
    );
  }
  return withDoubles(parsed, 0);
}

function withDoubles(value: unknown, depth: number): Evaluated {
  if (depth > maximumDepth) {
    return new CelError(
      'json.unmarshal failed to parse JSON: exceeded max depth',
    );
  }
  if (typeof value === 'number') {
    return new CelDouble(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value as string | boolean | null; // safety: JSON.parse gives nothing else
  }
  const items: [string, Evaluated][] = Object.entries(value).map(
    ([key, item]) => [key, withDoubles(item, depth + 1)],
  );
  const fault = items.find(([, item]) => item instanceof CelError)?.[1];
  if (fault !== undefined) {
    return fault;
  }
  return Array.isArray(value)
    ? items.map(([, item]) => item)
    : Object.fromEntries(items);
}
