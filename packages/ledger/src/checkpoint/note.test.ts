import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { sampleSigner } from '../testing/sampleLedger';
import { createEd25519Signer } from './ed25519';
import { signNote, verifyNote } from './note';
import { parseVerifierKey } from './verifierKey';

const TEXT = 'one\ntwo\n';
const SIGNER = sampleSigner(1, 'log.example.com');
const WITNESS = sampleSigner(2, 'witness.example.com');
const KEY = SIGNER.verifierKey;

function keyOf(text: string) {
  const parsed = parseVerifierKey(text);
  if (!parsed.ok) {
    throw new Error(parsed.reason);
  }
  return parsed.key;
}

describe('Ed25519 signer', () => {
  it('has the key and signature of RFC 8032 section 7.1, test 2', async () => {
    const signer = createEd25519Signer({
      name: 'test',
      seed: hexToBytes(
        '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      ),
    });
    expect(bytesToHex(signer.verifierKey.publicKey)).toBe(
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    );
    expect(bytesToHex(await signer.sign(Uint8Array.of(0x72)))).toBe(
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    );
  });

  it('is refused for a seed of another length, and does not say the seed', () => {
    expect(() => sampleSignerWithSeed(new Uint8Array(31).fill(77))).toThrow(
      /^An Ed25519 seed has 32 bytes$/,
    );
  });

  it('is refused for a name with a space', () => {
    expect(() => sampleSigner(1, 'my log')).toThrow('no white space');
  });
});

function sampleSignerWithSeed(seed: Uint8Array) {
  return createEd25519Signer({ name: 'test', seed });
}

describe('signed note', () => {
  it('opens the example of the signed-note documentation', () => {
    const text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    const signature =
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
    const key = keyOf(
      'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
    );
    expect(verifyNote(`${text}\n${signature}`, [key])).toEqual({
      ok: true,
      text,
      signers: [key],
    });
  });

  it('opens with the key that signed it', async () => {
    const note = await signNote(TEXT, [SIGNER]);
    expect(verifyNote(note, [KEY])).toEqual({
      ok: true,
      text: TEXT,
      signers: [KEY],
    });
  });

  it('may carry signatures of others, which prove nothing', async () => {
    const note = await signNote(TEXT, [WITNESS, SIGNER]);
    expect(verifyNote(note, [KEY])).toMatchObject({ signers: [KEY] });
    const both = [KEY, WITNESS.verifierKey];
    expect(verifyNote(note, both)).toMatchObject({
      signers: [WITNESS.verifierKey, KEY],
    });
  });

  it('does not open without a key that signed it', async () => {
    const note = await signNote(TEXT, [WITNESS]);
    expect(verifyNote(note, [KEY])).toMatchObject({ fault: 'unknown-signer' });
  });

  it('does not open when another key signed in the name of a trusted one', async () => {
    const impostor = { ...WITNESS, name: SIGNER.name, keyId: SIGNER.keyId };
    const note = await signNote(TEXT, [impostor]);
    expect(verifyNote(note, [KEY])).toMatchObject({ fault: 'bad-signature' });
  });

  it('does not open when one of two trusted signatures is wrong', async () => {
    const impostor = { ...SIGNER, name: WITNESS.name, keyId: WITNESS.keyId };
    const note = await signNote(TEXT, [SIGNER, impostor]);
    expect(verifyNote(note, [KEY, WITNESS.verifierKey])).toMatchObject({
      fault: 'bad-signature',
    });
  });

  it('does not open with any bit of it flipped', async () => {
    const bytes = new TextEncoder().encode(await signNote(TEXT, [SIGNER]));
    const opened: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const copy = bytes.slice();
      const at = Math.floor(bit / 8);
      copy[at] = (copy[at] ?? 0) ^ (1 << bit % 8);
      if (verifyNote(new TextDecoder().decode(copy), [KEY]).ok) {
        opened.push(bit);
      }
    }
    expect(opened).toEqual([]);
  });

  it.each<[string, (note: string) => string]>([
    ['nothing', () => ''],
    ['the text alone', () => TEXT],
    ['no empty line', note => note.replace('\n\n', '\n')],
    ['no newline at the end', note => note.slice(0, -1)],
    ['a line more', note => `${note}more\n`],
    ['a word more', note => note.replace(/\n$/, ' more\n')],
    ['a control character', note => note.replace('one', 'o\te')],
    ['a hyphen for the dash', note => note.replace('—', '-')],
    [
      'far too many signatures',
      note => note + note.split('\n\n')[1]?.repeat(100),
    ],
    ['far too long a text', note => 'x'.repeat(1_000_000) + note],
  ])('is malformed with %s', async (_, spoil) => {
    const note = spoil(await signNote(TEXT, [SIGNER]));
    expect(verifyNote(note, [KEY])).toMatchObject({ fault: 'malformed' });
  });

  it.each(['no newline', '', 'tab\t\n', 'half \ud800\n'])(
    'is not made of the text %j',
    async text => {
      await expect(signNote(text, [SIGNER])).rejects.toThrow(TypeError);
    },
  );
});
