import { canonicalQuantity } from './quantity';

describe('canonicalQuantity', () => {
  it.each([
    ['1000m', '1'],
    ['1500m', '1500m'],
    ['1.5', '1500m'],
    [2, '2'],
    [0.25, '250m'],
    ['1024Mi', '1Gi'],
    ['0.5Gi', '512Mi'],
    ['1.1Gi', '1181116006400m'],
    ['0.5Ki', '512'],
    ['2000000k', '2G'],
    ['1e3', '1e3'],
    ['1000e3', '1e6'],
    ['0', '0'],
    ['000', '0'],
    ['0Ki', '0'],
    ['-1000m', '-1'],
    ['0.0000000001', '1n'],
    ['16Ei', '9223372036854775807'],
  ])('writes %s as %s', (given, written) => {
    expect(canonicalQuantity(given)).toBe(written);
  });

  it.each(['+5', '007', '1.500', '12Mi', '100k'])(
    'keeps %s, which the parser takes for canonical',
    text => {
      expect(canonicalQuantity(text)).toBe(text);
    },
  );

  it('rounds up to thousandths in lists of resources', () => {
    expect(canonicalQuantity('100u', { roundedTo: 'milli' })).toBe('1m');
    expect(canonicalQuantity('1.2345', { roundedTo: 'milli' })).toBe('1235m');
    expect(canonicalQuantity('1.2345')).toBe('1234500u');
  });

  it.each(['', 'x', '1Kb', '--1', '.', '1e99', '9'.repeat(50), null, true])(
    'leaves %s alone, which is no quantity or too large for one',
    value => {
      expect(canonicalQuantity(value)).toBe(value);
    },
  );
});
