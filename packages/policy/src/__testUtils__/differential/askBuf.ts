import { celUint, isCelList, isCelMap, isCelUint, run } from '@bufbuild/cel';
import type { CelInput } from '@bufbuild/cel';
import { canonical } from './oracleValue';

/**
 * Whether an expression uses only what @bufbuild/cel has and represents: no times, types, optionals or extensions. Nor `has` of
 * null and the text of large doubles, where it departs from cel-go.
 */
export function isWithin(expression: string): boolean {
  return (
    !/\b[trow]\b|timestamp|duration|type|optional|\?|null_type|has\(|string\(|\bget[A-Z]/.test(
      expression,
    ) && !/\b(int|string|list|map)\b(?!\()/.test(expression)
  );
}

/** The value that @bufbuild/cel has, as canonical text; undefined when it has none, or one that we do not compare. */
export function bufValue(
  expression: string,
  variables: Readonly<Record<string, unknown>>,
): string | undefined {
  const bindings = Object.fromEntries(
    Object.entries(variables).flatMap(([name, json]) => {
      const value = toBuf(json);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  try {
    const result = tagged(run(expression, bindings));
    return result === undefined ? undefined : canonical(result);
  } catch {
    // It throws for what it cannot parse or plan.
    return undefined;
  }
}

function toBuf(json: unknown): CelInput | undefined {
  if (typeof json === 'number') {
    return BigInt(json);
  }
  if (typeof json !== 'object' || json === null) {
    // safety: null, a string or a boolean.
    return json as CelInput;
  }
  if (Array.isArray(json)) {
    const items = json.map(toBuf);
    return items.includes(undefined) ? undefined : (items as CelInput); // safety: no item is undefined
  }
  const [[tag, content]] = [...Object.entries(json), ['', '']];
  switch (tag) {
    case '$int':
      return BigInt(content);
    case '$uint':
      return celUint(BigInt(content));
    case '$double':
      return Number(content);
    case '$bytes':
      return new Uint8Array(Buffer.from(content, 'base64'));
    default: {
      const entries = Object.entries(json).map(
        ([key, item]) => [key, toBuf(item)] as const,
      );
      return tag.startsWith('$') ||
        entries.some(([, item]) => item === undefined)
        ? undefined
        : (Object.fromEntries(entries) as CelInput); // safety: no item is undefined
    }
  }
}

/** In the oracle's notation. */
function tagged(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : { $int: `${value}` };
  }
  if (typeof value === 'number') {
    return { $double: Object.is(value, -0) ? '-0' : `${value}` };
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (isCelUint(value)) {
    return { $uint: `${value.value}` };
  }
  if (value instanceof Uint8Array) {
    return { $bytes: Buffer.from(value).toString('base64') };
  }
  if (isCelList(value)) {
    const items = [...value].map(tagged);
    return items.includes(undefined) ? undefined : items;
  }
  if (isCelMap(value)) {
    const entries = [...value].map(
      ([key, item]) => [tagged(key), tagged(item)] as const,
    );
    if (entries.some(entry => entry.includes(undefined))) {
      return undefined;
    }
    return entries.every(([key]) => typeof key === 'string')
      ? Object.fromEntries(entries)
      : { $map: entries };
  }
  return undefined;
}
