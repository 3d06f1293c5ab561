import { appendLeaves, EMPTY_RANGE, rootOf } from '../merkle/compactRange';
import { leafHashes, StoredTree } from '../testing/storedTree';
import { checkpointOf, ORIGIN, sampleSigner } from '../testing/sampleLedger';
import {
  type Checkpoint,
  formatCheckpoint,
  parseCheckpoint,
  verifyCheckpoint,
} from './checkpoint';
import { compareCheckpoints } from './compareCheckpoints';
import { signNote } from './note';

const SIGNER = sampleSigner();
const EXPECTED = { origin: ORIGIN, keys: [SIGNER.verifierKey] };
const LEAVES = leafHashes(9);
const TREE = new StoredTree(LEAVES);
const { range: NINE } = appendLeaves(EMPTY_RANGE, LEAVES);

function checkpointAt(size: number): Checkpoint {
  return { origin: ORIGIN, size, root: rootOf(LEAVES.slice(0, size)) };
}

describe('checkpoint', () => {
  it('has origin, size and root, a line each (C2SP tlog-checkpoint)', () => {
    expect(formatCheckpoint(checkpointAt(0))).toBe(
      'portal.example.com/ledger\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n',
    );
  });

  it('opens with the key of its ledger', async () => {
    const note = await checkpointOf(NINE, SIGNER);
    expect(verifyCheckpoint(note, EXPECTED)).toEqual({
      ok: true,
      checkpoint: checkpointAt(9),
      signers: [SIGNER.verifierKey],
    });
  });

  it('of another ledger is refused, though signed', async () => {
    const note = await checkpointOf(NINE, SIGNER);
    expect(
      verifyCheckpoint(note, { ...EXPECTED, origin: 'other.example.com' }),
    ).toMatchObject({ ok: false, fault: 'other-origin' });
  });

  it('is refused when something else was signed', async () => {
    const note = await signNote('hello\n', [SIGNER]);
    expect(verifyCheckpoint(note, EXPECTED)).toMatchObject({
      ok: false,
      fault: 'malformed',
    });
  });

  it('may have extension lines', () => {
    const text = `${formatCheckpoint(checkpointAt(3))}extension\n`;
    expect(parseCheckpoint(text)).toEqual(checkpointAt(3));
  });

  it.each<[string, (text: string) => string]>([
    ['a leading zero', text => text.replace('\n3\n', '\n03\n')],
    ['a sign', text => text.replace('\n3\n', '\n+3\n')],
    ['a fraction', text => text.replace('\n3\n', '\n3.0\n')],
    [
      'a size beyond 2^53',
      text => text.replace('\n3\n', '\n9007199254740993\n'),
    ],
    ['a root too short', text => text.replace(/[^\n]+\n$/, 'AA==\n')],
    ['no root', text => text.replace(/[^\n]+\n$/, '')],
    ['no origin', text => text.replace(ORIGIN, '')],
    ['an empty extension line', text => `${text}\nmore\n`],
    ['no newline at the end', text => text.slice(0, -1)],
  ])('is not read with %s', (_, spoil) => {
    const text = formatCheckpoint(checkpointAt(3));
    expect(spoil(text)).not.toBe(text);
    expect(parseCheckpoint(spoil(text))).toBeUndefined();
  });

  it.each<[string, Partial<Checkpoint>]>([
    ['an origin with a space', { origin: 'my ledger' }],
    ['a negative size', { size: -1 }],
    ['a root too short', { root: new Uint8Array(31) }],
  ])('is not written with %s', (_, change) => {
    expect(() => formatCheckpoint({ ...checkpointAt(3), ...change })).toThrow(
      TypeError,
    );
  });
});

describe('comparing checkpoints', () => {
  it('finds that the later continues the earlier, in whichever order', () => {
    const proof = TREE.consistency(4, 9);
    const [four, nine] = [checkpointAt(4), checkpointAt(9)];
    expect(compareCheckpoints(four, nine, proof)).toBe('continued');
    expect(compareCheckpoints(nine, four, proof)).toBe('continued');
  });

  it('finds a fork when the same size has two roots', () => {
    const other = { ...checkpointAt(4), root: rootOf(LEAVES.slice(5, 9)) };
    expect(compareCheckpoints(checkpointAt(4), other)).toBe('forked');
    expect(compareCheckpoints(checkpointAt(4), checkpointAt(4))).toBe('same');
  });

  it('takes nothing for proven without the right proof', () => {
    const [four, nine] = [checkpointAt(4), checkpointAt(9)];
    expect(compareCheckpoints(four, nine)).toBe('unproven');
    expect(compareCheckpoints(four, nine, TREE.consistency(5, 9))).toBe(
      'unproven',
    );
  });

  it('does not compare different ledgers', () => {
    const other = { ...checkpointAt(4), origin: 'other.example.com' };
    expect(compareCheckpoints(checkpointAt(4), other)).toBe('unrelated');
  });
});
