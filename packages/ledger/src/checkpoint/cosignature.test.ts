import { getPublicKey, sign } from '@noble/ed25519';
import { checkpointOf, sampleSigner } from '../testing/sampleLedger';
import { EMPTY_RANGE } from '../merkle/compactRange';
import { leafHashes } from '../testing/storedTree';
import {
  cosign,
  cosignaturesOf,
  parseWitnessKey,
  witnessKeyOf,
} from './cosignature';
import { verifyCheckpoint } from './checkpoint';
import { formatWitnessRequest, parseWitnessRequest } from './witnessRequest';

const SEED = new Uint8Array(32).fill(9);
const key = witnessKeyOf('witness.example.com', getPublicKey(SEED));

async function cosigned(timestamp = 1_764_158_400): Promise<string> {
  const note = await checkpointOf(EMPTY_RANGE, sampleSigner());
  return `${note}${await cosign(note, {
    key,
    timestamp,
    sign: message => sign(message, SEED),
  })}`;
}

describe('cosignatures', () => {
  it('are found with their time, and leave the log’s own signature right', async () => {
    const note = await cosigned();
    expect(cosignaturesOf(note, [key])).toEqual([
      { witness: key, timestamp: 1_764_158_400 },
    ]);
    const { name, verifierKey } = sampleSigner();
    expect(
      verifyCheckpoint(note, { origin: name, keys: [verifierKey] }),
    ).toMatchObject({ ok: true });
  });

  it('are worth nothing with any bit changed', async () => {
    const note = await cosigned();
    const start = note.lastIndexOf(' ') + 1;
    for (let at = start; at < note.length - 1; at += 1) {
      const other = note[at] === 'A' ? 'B' : 'A';
      const changed = note.slice(0, at) + other + note.slice(at + 1);
      expect(cosignaturesOf(changed, [key])).toEqual([]);
    }
    expect(cosignaturesOf(note.replace('\n0\n', '\n1\n'), [key])).toEqual([]);
  });

  it('count only for witnesses that were given', async () => {
    const stranger = witnessKeyOf('witness.example.com', new Uint8Array(32));
    expect(cosignaturesOf(await cosigned(), [stranger])).toEqual([]);
    expect(cosignaturesOf('no note', [key])).toEqual([]);
  });

  it('have keys that read back, and only whole', () => {
    expect(parseWitnessKey(key.text)).toEqual({ ok: true, key });
    expect(parseWitnessKey(sampleSigner().verifierKey.text).ok).toBe(false);
    expect(parseWitnessKey(key.text.replace('witness', 'witnesz')).ok).toBe(
      false,
    );
  });
});

describe('requests to a witness', () => {
  it.each([0, 1, 63])('read back with %i hashes', count => {
    const request = {
      oldSize: 20,
      proof: leafHashes(count),
      checkpoint: 'origin\n21\nAAAA\n\n\u2014 a b\n',
    };
    expect(parseWitnessRequest(formatWitnessRequest(request))).toEqual(request);
  });

  it.each([
    ['no size', 'old\n\nx'],
    ['a negative size', 'old -1\n\nx'],
    ['a hash that is none', 'old 1\nAAAA\n\nx'],
    ['no end', 'old 1'],
    [
      'too many hashes',
      formatWitnessRequest({
        oldSize: 1,
        proof: leafHashes(64),
        checkpoint: 'x',
      }),
    ],
  ])('with %s are refused', (_, body) => {
    expect(parseWitnessRequest(body)).toBeUndefined();
  });
});
