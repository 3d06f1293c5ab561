import { quantityNumber } from './quantityNumber';

describe('quantityNumber', () => {
  it.each([
    ['0', 0],
    ['250m', 0.25],
    ['1.5', 1.5],
    ['64Mi', 67_108_864],
    ['2k', 2_000],
    ['1e3', 1_000],
    ['1E', 1e18],
    ['100n', 1e-7],
  ])('reads %s as %d', (text, expected) => {
    expect(quantityNumber(text)).toBeCloseTo(expected, 12);
  });

  it.each(['', 'Mi', '1 Gi', '1gi', '0x10', 'NaN', '1Gi1', 'Infinity'])(
    'reads no number in %j',
    text => {
      expect(quantityNumber(text)).toBeUndefined();
    },
  );
});
