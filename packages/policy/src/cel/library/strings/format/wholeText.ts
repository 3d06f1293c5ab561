import { CelUint, isInt } from '../../../values/numbers';
import type { RuntimeValue } from '../../../values/runtimeValue';
import { hexText } from './hexText';
import { integerText } from './numberText';
import type { Verb } from './readTemplate';

/** An int or uint in a base; undefined for other values. */
export function wholeText(
  value: RuntimeValue,
  base: number,
): string | undefined {
  if (isInt(value)) {
    return integerText(value, base);
  }
  return value instanceof CelUint ? integerText(value.value, base) : undefined;
}

/** What `%b`, `%o`, `%x` and `%X` write, the same in all versions; undefined for what they cannot. */
export function baseText(
  verb: Extract<Verb, 'b' | 'o' | 'x' | 'X'>,
  value: RuntimeValue,
): string | undefined {
  switch (verb) {
    case 'b':
      return typeof value === 'boolean'
        ? String(Number(value))
        : wholeText(value, 2);
    case 'o':
      return wholeText(value, 8);
    default: {
      const text =
        typeof value === 'string' || value instanceof Uint8Array
          ? hexText(value)
          : wholeText(value, 16);
      return verb === 'X' ? text?.toUpperCase() : text;
    }
  }
}
