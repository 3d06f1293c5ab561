import fc from 'fast-check';
import { CelError } from '../../../values/runtimeValue';
import { parseQuantity } from './parseQuantity';
import { Quantity } from './quantity';

const powers = {
  n: [10n, -9],
  u: [10n, -6],
  m: [10n, -3],
  '': [10n, 0],
  k: [10n, 3],
  M: [10n, 6],
  G: [10n, 9],
  T: [10n, 12],
  Ki: [2n, 10],
  Mi: [2n, 20],
  Gi: [2n, 30],
} as const;

/** An amount within int64 as it is written, and its exact value in units of 10^-18: the model. */
const amounts = fc
  .record({
    digits: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    suffix: fc.constantFrom(
      ...(Object.keys(powers) as (keyof typeof powers)[]),
    ),
  })
  .map(({ digits, suffix }) => {
    const [base, exponent] = powers[suffix];
    const unit =
      base === 10n
        ? 10n ** BigInt(18 + exponent)
        : 10n ** 18n * 2n ** BigInt(exponent);
    return { text: `${digits}${suffix}`, value: digits * unit };
  });

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (parsed instanceof CelError) {
    throw new Error(`${text}: ${parsed.message}`);
  }
  return parsed;
}

function signOf(value: bigint): number {
  return Number(value > 0n) - Number(value < 0n);
}

describe('Quantity', () => {
  it('compares as exact numbers do', () => {
    fc.assert(
      fc.property(amounts, amounts, (left, right) => {
        expect(quantity(left.text).compareTo(quantity(right.text))).toBe(
          signOf(left.value - right.value),
        );
      }),
    );
  });

  it('adds and subtracts exactly', () => {
    fc.assert(
      fc.property(amounts, amounts, amounts, (left, right, other) => {
        const sum = quantity(left.text).plus(quantity(right.text));
        expect(sum.compareTo(quantity(other.text))).toBe(
          signOf(left.value + right.value - other.value),
        );
        expect(
          sum.minus(quantity(right.text)).equalTo(quantity(left.text)),
        ).toBe(true);
      }),
    );
  });

  it('is approximately the number it stands for', () => {
    fc.assert(
      fc.property(amounts, ({ text, value }) => {
        const expected = Number(value) / 1e18;
        expect(
          Math.abs(quantity(text).approximate - expected),
        ).toBeLessThanOrEqual(Math.abs(expected) * 1e-12);
      }),
    );
  });

  it('is an integer only where it equals that int', () => {
    fc.assert(
      fc.property(amounts, ({ text }) => {
        const { integer } = quantity(text);
        expect(
          integer === undefined ||
            Quantity.ofInt(integer).equalTo(quantity(text)),
        ).toBe(true);
      }),
    );
  });

  it.each([
    ['1.0', undefined],
    ['1k', 1000],
    ['1Ki', 1024],
    ['999999999999999999', 999999999999999999n],
    // Nineteen digits are held as a decimal, although they would fit.
    ['9223372036854775807', undefined],
    ['9223372036854775808', undefined],
    ['1.5Gi', undefined],
  ])('%s as an integer is %s, as apimachinery holds it', (text, integer) => {
    expect(quantity(text).integer).toBe(integer);
  });

  it('rounds what is smaller than a nano up to it', () => {
    expect(quantity('0.0000000001').equalTo(quantity('1n'))).toBe(true);
    expect(quantity('-0.0000000001').equalTo(quantity('-1n'))).toBe(true);
  });

  it('caps binary amounts at the largest int, and decimal ones not', () => {
    expect(quantity('16Ei').equalTo(quantity('9223372036854775807'))).toBe(
      true,
    );
    expect(quantity('100E').compareTo(quantity('9223372036854775807'))).toBe(1);
  });

  it.each(['', '1x', '1 Gi', '--1', '1e', '1.1.1', 'one', '1e5000'])(
    'is not made of %j',
    text => expect(parseQuantity(text)).toBeInstanceOf(CelError),
  );
});
