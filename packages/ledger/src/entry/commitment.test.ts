import { toBase64 } from '../bytes/base64';
import { commit, verifyCommitment } from './commitment';

const SALT = new Uint8Array(32).fill(3);

describe('commitment', () => {
  it('opens with its salt and value', () => {
    const { commitment, opening } = commit({
      salt: SALT,
      value: { name: 'Ann', mail: 'ann@example.com' },
    });
    expect(verifyCommitment(commitment, opening)).toBe(true);
  });

  it('has a fixed value, so that other programs can check it', () => {
    // printf 'mandate.dev/ledger/commitment/v1\0' ‖ 32 × 0x03 ‖ '"ann"' | sha256sum
    expect(commit({ salt: SALT, value: 'ann' }).commitment).toEqual({
      commitment: 'SmluDhFmqBLH8dfAfaz/05QpPNROKM+bP6/znyS5B2g=',
    });
  });

  it('does not depend on the order of members', () => {
    expect(commit({ salt: SALT, value: { a: 1, b: 2 } }).commitment).toEqual(
      commit({ salt: SALT, value: { b: 2, a: 1 } }).commitment,
    );
  });

  it.each([
    ['another value', { salt: toBase64(SALT), value: 'bob' }],
    [
      'another salt',
      { salt: toBase64(new Uint8Array(32).fill(4)), value: 'ann' },
    ],
    [
      'a salt that is too short',
      { salt: toBase64(SALT.slice(1)), value: 'ann' },
    ],
    ['a salt that is no base64', { salt: '?', value: 'ann' }],
    ['a value that is no JSON', { salt: toBase64(SALT), value: NaN }],
  ])('does not open with %s', (_, opening) => {
    const { commitment } = commit({ salt: SALT, value: 'ann' });
    expect(verifyCommitment(commitment, opening)).toBe(false);
  });

  it('refuses a salt that is too short', () => {
    expect(() => commit({ salt: SALT.slice(1), value: 'ann' })).toThrow(
      'The salt of a commitment has 32 bytes, this one has 31',
    );
  });
});
