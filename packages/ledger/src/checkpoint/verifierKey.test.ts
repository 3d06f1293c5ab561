import { parseVerifierKey } from './verifierKey';

/** The example of the signed-note documentation. */
const KEY =
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

describe('verifier key', () => {
  it('is read from its text and written as it was', () => {
    const parsed = parseVerifierKey(KEY);
    expect(parsed).toEqual({
      ok: true,
      key: expect.objectContaining({
        name: 'PeterNeumann',
        keyId: 'c74f20a3',
        text: KEY,
      }),
    });
  });

  it.each([
    ['another name', KEY.replace('Peter', 'Paul')],
    ['another key ID', KEY.replace('c74f', 'c74e')],
    ['another key', KEY.replace('ARpc', 'ARpd')],
    ['another kind of key', KEY.replace('ARpc', 'AhpC')],
    ['a key too short', KEY.slice(0, -4)],
    ['a name with a space', KEY.replace('Peter', 'Peter ')],
    ['no name', KEY.replace('PeterNeumann', '')],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(parseVerifierKey(text).ok).toBe(false);
  });
});
