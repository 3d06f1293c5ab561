import fc from 'fast-check';
import { fromBase64, toBase64 } from './base64';

describe('base64', () => {
  it('gives back any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        expect(fromBase64(toBase64(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['white space', 'AA ==\n'],
    ['no padding', 'AA'],
    ['stray bits after the last byte', 'AB=='],
    ['the URL alphabet', '__8='],
    ['other characters', 'é'],
  ])('refuses %s', (_, text) => {
    expect(fromBase64(text)).toBeUndefined();
  });
});
