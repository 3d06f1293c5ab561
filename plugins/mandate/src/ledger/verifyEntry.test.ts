import { honestAnswers, sampleSigner } from '../__testUtils__/honestAnswers';
import { type LedgerAnswers, verifyEntry } from './verifyEntry';

const firstFault = (answers: LedgerAnswers) =>
  verifyEntry(answers).find(({ outcome }) => outcome === 'notOk')?.step;

describe('verification of an entry', () => {
  it.each([0, 1, 2, 3, 4])('holds for entry %i of five', async index => {
    const steps = verifyEntry(await honestAnswers(index));
    expect(steps.map(({ outcome }) => outcome)).toEqual(Array(6).fill('ok'));
  });

  it.each<
    [damage: string, step: string, spoil: (a: LedgerAnswers) => LedgerAnswers]
  >([
    [
      'another text',
      'leaf',
      a => ({
        ...a,
        entry: {
          ...a.entry,
          canonical: a.entry.canonical.replace('"number":2', '"number":9'),
        },
      }),
    ],
    [
      "another entry's place",
      'position',
      a => ({ ...a, entry: { ...a.entry, index: 3 } }),
    ],
    [
      'no JSON',
      'position',
      a => ({ ...a, entry: { ...a.entry, canonical: 'nothing' } }),
    ],
    [
      'another leaf hash',
      'leaf',
      a => ({ ...a, entry: { ...a.entry, leafHash: a.checkpoint.rootHash } }),
    ],
    [
      'another name than committed to',
      'openings',
      a => ({
        ...a,
        entry: {
          ...a.entry,
          openings: a.entry.openings.map(opening => ({
            ...opening,
            value: 'user:default/bob',
          })),
        },
      }),
    ],
    [
      'a key that did not sign',
      'signature',
      a => ({
        ...a,
        checkpoint: {
          ...a.checkpoint,
          verifierKey: sampleSigner(2).verifierKey.text,
        },
      }),
    ],
    [
      'a changed note',
      'signature',
      a => ({
        ...a,
        checkpoint: {
          ...a.checkpoint,
          note: a.checkpoint.note.replace('\n5\n', '\n6\n'),
        },
      }),
    ],
    [
      'another size than signed',
      'note',
      a => ({ ...a, checkpoint: { ...a.checkpoint, size: 6 } }),
    ],
    [
      'a hash left out of the proof',
      'inclusion',
      a => ({
        ...a,
        proof: { ...a.proof, hashes: a.proof.hashes.slice(1) },
      }),
    ],
    [
      'another hash in the proof',
      'inclusion',
      a => ({
        ...a,
        proof: {
          ...a.proof,
          hashes: [a.entry.leafHash, ...a.proof.hashes.slice(1)],
        },
      }),
    ],
  ])('finds %s', async (_, step, spoil) => {
    expect(firstFault(spoil(await honestAnswers()))).toBe(step);
  });

  it('checks nothing more after the first fault', async () => {
    const honest = await honestAnswers();
    const steps = verifyEntry({
      ...honest,
      entry: { ...honest.entry, index: 3 },
    });
    expect(steps.slice(1).map(({ outcome }) => outcome)).toEqual(
      Array(5).fill('skipped'),
    );
  });
});
