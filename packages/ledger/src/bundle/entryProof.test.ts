import { appendLeaves, EMPTY_RANGE } from '../merkle/compactRange';
import {
  appendOrThrow,
  checkpointOf,
  ORIGIN,
  sampleSigner,
} from '../testing/sampleLedger';
import { StoredTree } from '../testing/storedTree';
import { type EntryProof, entryProofOf, verifyEntryProof } from './entryProof';

const SIGNER = sampleSigner();
const EXPECTED = { origin: ORIGIN, keys: [SIGNER.verifierKey] };

/** The proof of entry 2 of 5, in the checkpoint of the first `size` entries. */
async function proofOfEntryTwo(size: number): Promise<EntryProof> {
  let range = EMPTY_RANGE;
  const appended = ['a', 'b', 'c', 'd', 'e'].map(name => {
    const entry = appendOrThrow(range, {
      kind: 'finding',
      at: '2026-11-26T12:00:00Z',
      actor: { type: 'service', ref: 'detector' },
      data: { name },
    });
    range = entry.range;
    return entry;
  });
  const leaves = appended.map(({ leafHash }) => leafHash);
  const covered = appendLeaves(EMPTY_RANGE, leaves.slice(0, size)).range;
  return entryProofOf({
    text: appended[2]?.text ?? '',
    hashes: size > 2 ? new StoredTree(leaves).inclusion(2, size) : [],
    checkpoint: await checkpointOf(covered, SIGNER),
  });
}

describe('the proof of one entry', () => {
  it('holds in every checkpoint that covers the entry', async () => {
    for (const size of [3, 4, 5]) {
      expect(
        verifyEntryProof(await proofOfEntryTwo(size), EXPECTED),
      ).toMatchObject({
        ok: true,
        entry: { index: 2, data: { name: 'c' } },
        checkpoint: { size },
      });
    }
  });

  it('survives being sent as JSON', async () => {
    const sent = JSON.stringify(await proofOfEntryTwo(5));
    expect(verifyEntryProof(JSON.parse(sent), EXPECTED).ok).toBe(true);
  });

  it('does not hold yet in a checkpoint that does not cover the entry', async () => {
    expect(verifyEntryProof(await proofOfEntryTwo(2), EXPECTED)).toEqual({
      ok: false,
      reason: 'Entry 2 is not covered yet: the checkpoint counts 2 entries.',
    });
  });

  it.each<[string, (proof: EntryProof) => unknown]>([
    [
      'another entry',
      proof => ({ ...proof, entry: proof.entry.replace('"c"', '"x"') }),
    ],
    [
      'another index',
      proof => ({
        ...proof,
        entry: proof.entry.replace('"index":2', '"index":3'),
      }),
    ],
    ['text that is no entry', proof => ({ ...proof, entry: '{}' })],
    ['a hash left out', proof => ({ ...proof, hashes: proof.hashes.slice(1) })],
    ['a hash too short', proof => ({ ...proof, hashes: ['AA=='] })],
    [
      'another checkpoint',
      proof => ({
        ...proof,
        checkpoint: proof.checkpoint.replace('\n5\n', '\n6\n'),
      }),
    ],
    ['something added', proof => ({ ...proof, trust: true })],
    ['nothing', () => undefined],
  ])('does not hold with %s', async (_, spoil) => {
    const spoilt = spoil(await proofOfEntryTwo(5));
    expect(verifyEntryProof(spoilt, EXPECTED).ok).toBe(false);
  });

  it('does not hold for another ledger or another key', async () => {
    const proof = await proofOfEntryTwo(5);
    expect(verifyEntryProof(proof, { ...EXPECTED, origin: 'other' }).ok).toBe(
      false,
    );
    const keys = [sampleSigner(2).verifierKey];
    expect(verifyEntryProof(proof, { ...EXPECTED, keys }).ok).toBe(false);
  });
});
