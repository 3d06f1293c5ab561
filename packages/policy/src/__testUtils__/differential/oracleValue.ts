import { CelMap } from '../../cel/values/celMap';
import { fromNative } from '../../cel/values/fromNative';
import { keysOf, lookUp } from '../../cel/values/lookup';
import { CelDouble, CelUint } from '../../cel/values/numbers';
import { CelOptional } from '../../cel/values/optional';
import { CelError, CelObjectValue } from '../../cel/values/runtimeValue';
import type { Evaluated, PlainMap } from '../../cel/values/runtimeValue';
import { CelDuration, CelTimestamp } from '../../cel/values/time';
import { timestampText } from '../../cel/values/timestampText';
import { CelTypeValue } from '../../cel/values/typeValue';

/** A value of ours in the oracle's notation, as canonical text. Opaque values are told apart by their type only. */
export function oracleText(value: Evaluated): string {
  return canonical(toOracle(value));
}

/** An answer of the oracle as canonical text: maps sorted, opaque values by type only. */
export function canonical(json: unknown): string {
  if (Array.isArray(json)) {
    return `[${json.map(canonical).join(',')}]`;
  }
  if (typeof json !== 'object' || json === null) {
    return JSON.stringify(json);
  }
  const entries = Object.entries(json);
  const [[tag, content] = []] = entries;
  if (tag === '$object') {
    return `{"$object":${JSON.stringify(
      // safety: the oracle's `$object` has a type.
      (content as { type: string }).type,
    )}}`;
  }
  if (tag === '$map' && Array.isArray(content)) {
    return `{"$map":[${content.map(canonical).sort().join(',')}]}`;
  }
  return `{${entries
    .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
    .sort()
    .join(',')}}`;
}

/** A value in the oracle's notation as one of ours. */
export function fromOracle(json: unknown): unknown {
  if (Array.isArray(json)) {
    return json.map(fromOracle);
  }
  if (typeof json !== 'object' || json === null) {
    return json;
  }
  const entries = Object.entries(json);
  const [[tag, content] = []] = entries;
  switch (tag) {
    case '$int':
      return BigInt(content);
    case '$uint':
      return new CelUint(BigInt(content));
    case '$double':
      return new CelDouble(Number(content));
    case '$bytes':
      return new Uint8Array(Buffer.from(content, 'base64'));
    case '$timestamp':
      return new Date(content);
    case '$duration':
      return durationOf(content);
    case '$optional':
      return content.length === 0
        ? CelOptional.none
        : // safety: what `fromOracle` answers for variables is a value.
          CelOptional.of(fromNative(fromOracle(content[0])) as never);
    case '$map':
      return new Map(
        content.map((entry: readonly unknown[]) => entry.map(fromOracle)),
      );
    default:
      return Object.fromEntries(
        entries.map(([key, item]) => [key, fromOracle(item)]),
      );
  }
}

const secondsOf = { h: 3600, m: 60, s: 1 } as const;

function durationOf(text: string): CelDuration {
  const [, amount, unit] = /^(-?[\d.]+)([hms])$/.exec(text) ?? [];
  const seconds =
    unit === 'h' || unit === 'm' || unit === 's' ? secondsOf[unit] : 1;
  return new CelDuration(BigInt(Math.round(Number(amount) * seconds * 1e9)));
}

function toOracle(value: Evaluated): unknown {
  if (value instanceof CelError) {
    return { error: value.message };
  }
  if (typeof value === 'bigint') {
    return { $int: `${value}` };
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (value instanceof Uint8Array) {
    return { $bytes: Buffer.from(value).toString('base64') };
  }
  if (Array.isArray(value)) {
    return value.map(item => toOracle(fromNative(item)));
  }
  if (value instanceof CelObjectValue && !(value instanceof CelMap)) {
    return taggedObject(value);
  }
  // safety: every other kind of value is gone.
  const map = value as CelMap | PlainMap;
  const entries = keysOf(map).map(
    key => [key, toOracle(lookUp(map, key))] as const,
  );
  return entries.every(
    ([key]) => typeof key === 'string' && !key.startsWith('$'),
  )
    ? Object.fromEntries(entries)
    : { $map: entries.map(([key, item]) => [toOracle(key), item]) };
}

/** All digits; CEL's own text of a duration has those of a double. */
function exactSeconds({ nanoseconds }: CelDuration): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  const fraction = `${size % 1_000_000_000n}`
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${nanoseconds < 0n ? '-' : ''}${size / 1_000_000_000n}${
    fraction === '' ? '' : `.${fraction}`
  }s`;
}

function taggedObject(value: CelObjectValue): unknown {
  if (value instanceof CelUint) {
    return { $uint: `${value.value}` };
  }
  if (value instanceof CelDouble) {
    return {
      $double: Object.is(value.value, -0) ? '-0' : `${value.value}`,
    };
  }
  if (value instanceof CelTimestamp) {
    const { seconds, nanoseconds } = value;
    return {
      $timestamp: timestampText(new CelTimestamp(seconds, nanoseconds)),
    };
  }
  if (value instanceof CelDuration) {
    return { $duration: exactSeconds(value) };
  }
  if (value instanceof CelTypeValue) {
    return { $type: value.name };
  }
  if (value instanceof CelOptional) {
    return {
      $optional: value.value === undefined ? [] : [toOracle(value.value)],
    };
  }
  const { celType } = value;
  return {
    $object: {
      type:
        celType.kind === 'opaque' || celType.kind === 'object'
          ? celType.name
          : celType.kind,
    },
  };
}
