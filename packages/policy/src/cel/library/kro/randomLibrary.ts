import { types } from '../../types/celType';
import type { CelInt } from '../../values/intArithmetic';
import { toInt } from '../../values/numbers';
import { CelError } from '../../values/runtimeValue';
import { encodeUtf8 } from '../../values/utf8';
import type { Library } from '../library';
import { overload } from '../overload';
import { sha256 } from './sha256';

const { int, string } = types;
const letters = '0123456789abcdefghijklmnopqrstuvwxyz';
/** Longer than any name may be. */
const maximumLength = 10_000;

/**
 * kro's random texts and numbers, which their seed determines: the same seed always gives the same.
 *
 * @public
 */
export const randomLibrary: Library = {
  name: 'kro.random',
  functions: [
    {
      name: 'random.seededString',
      description: 'A text of so many letters and digits, from a seed.',
      overloads: [
        overload(
          'random.seededString_int_string',
          [int, string],
          string,
          seededString,
          {
            cost: ([length]) => Math.max(1, Number(length)),
            estimate: () => ({ cost: { minimum: 1, maximum: maximumLength } }),
          },
        ),
      ],
    },
    {
      name: 'random.seededInt',
      description: 'An int from a minimum to before a maximum, from a seed.',
      overloads: [
        overload(
          'random.seededInt_int_int_string',
          [int, int, string],
          int,
          seededInt,
        ),
      ],
    },
  ],
};

function seededString(length: CelInt, seed: string): string | CelError {
  if (length <= 0) {
    return new CelError('random.seededString length must be positive');
  }
  if (length > maximumLength) {
    return new CelError(
      `random.seededString length must be at most ${maximumLength}`,
    );
  }
  const words = new DataView(sha256(encodeUtf8(seed)).buffer);
  // kro goes around in the digest's eight words, so longer texts repeat.
  return Array.from(
    { length: Number(length) },
    (_, index) => letters[words.getUint32((index % 8) * 4) % letters.length],
  ).join('');
}

function seededInt(
  minimum: CelInt,
  maximum: CelInt,
  seed: string,
): CelInt | CelError {
  if (minimum >= maximum) {
    return new CelError('random.seededInt min must be less than max');
  }
  const first = new DataView(sha256(encodeUtf8(seed)).buffer).getBigUint64(0);
  return toInt(
    BigInt.asIntN(
      64,
      BigInt(minimum) + (first % (BigInt(maximum) - BigInt(minimum))),
    ),
  );
}
