import fc from 'fast-check';
import { type LedgerEntryDraft } from './appendEntry';
import { CommitmentSchema, verifyCommitment } from './commitment';
import { frameEntry, placeEntry } from './frameEntry';
import { valueAt } from './jsonPointer';
import { decodeEntry, encodeEntry, type LedgerEntry } from './ledgerEntry';
import { ERASED, hidePersonalData, revealPersonalData } from './personalData';

const ANN = 'user:default/ann';

function salts(): () => Uint8Array {
  let count = 0;
  return () => new Uint8Array(32).fill((count += 1));
}

function draft(more: Partial<LedgerEntryDraft> = {}): LedgerEntryDraft {
  return {
    kind: 'voted',
    at: '2026-11-26T12:00:00.000Z',
    changeId: 'change-1',
    actor: { type: 'person', ref: ANN },
    subject: 'component:default/checkout',
    data: { state: 'queued', words: `Approved by ${ANN}.` },
    ...more,
  };
}

function textOf(of: LedgerEntryDraft): string {
  const encoded = encodeEntry({ ...of, index: 0 });
  if (!encoded.ok) {
    throw new Error(encoded.reason);
  }
  return encoded.value.text;
}

describe('hidePersonalData', () => {
  it('leaves no name in the entry and what replays in clear', () => {
    const { draft: hidden, openings } = hidePersonalData(draft(), salts());
    expect(textOf(hidden)).not.toContain('ann');
    expect(hidden.data.state).toBe('queued');
    expect(openings.map(({ at, people }) => ({ at, people }))).toEqual([
      { at: '/actor/ref', people: [ANN] },
      { at: '/data/words', people: [ANN] },
    ]);
  });

  it.each<[where: string, data: LedgerEntryDraft['data']]>([
    ['in a text', { words: `${ANN} and user:default/bob agree.` }],
    ['in a list', { owners: ['group:default/a', ANN] }],
    ['deep inside', { a: [{ 'b/c~': { d: ANN } }] }],
    ["as a member's name", { votes: { [ANN]: 'approve' } }],
    ['in upper case', { words: 'USER:default/Ann' }],
    ['in free text of a person', { reason: 'Ann is ill.' }],
    [
      'in words that repeat it',
      { words: 'Stopped: Ann is ill.', reason: 'Ann is ill.' },
    ],
  ])('hides a person %s', (_, data) => {
    const { draft: hidden, openings } = hidePersonalData(
      draft({ data }),
      salts(),
    );
    expect(textOf(hidden).toLowerCase()).not.toMatch(/ann\b/);
    for (const opening of openings) {
      const commitment = CommitmentSchema.parse(
        valueAt({ ...hidden }, opening.at),
      );
      expect(verifyCommitment(commitment, opening)).toBe(true);
      expect(opening.people).toContain(ANN);
    }
  });

  it('hides a subject who is a person, and for whom an agent acts', () => {
    const { draft: hidden } = hidePersonalData(
      draft({
        actor: { type: 'agent', ref: 'service:bot' },
        subject: ANN,
        data: { onBehalfOf: ANN },
      }),
      salts(),
    );
    expect(textOf(hidden)).not.toContain('ann');
    expect(hidden.actor.ref).toBe('service:bot');
  });

  it('changes nothing where nobody is named', () => {
    const nobody = draft({
      actor: { type: 'system', ref: 'mandate' },
      data: { reason: 'Nothing was seen.', users: 3, none: null },
    });
    expect(hidePersonalData(nobody, salts())).toEqual({
      draft: nobody,
      openings: [],
    });
  });

  it('is undone by its openings, and only by those', () => {
    const personal = fc.constantFrom(ANN, 'user:x/y.z', 'none', 'a/b', 'é~1');
    const { value } = fc.letrec(tie => ({
      value: fc.oneof(
        { depthSize: 'small' },
        personal,
        fc.integer(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(personal, tie('value'), { maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value), data => {
        const parsed = JSON.parse(JSON.stringify(data));
        const original = draft({ data: parsed });
        const { draft: hidden, openings } = hidePersonalData(original, salts());
        const entry: LedgerEntry = { ...hidden, index: 0 };
        expect(revealPersonalData(entry, openings)).toEqual({
          ...original,
          index: 0,
        });
        expect(textOf(hidden)).not.toMatch(/user:/);
      }),
    );
  });
});

describe('revealPersonalData', () => {
  it('says erased where the opening is gone', () => {
    const { draft: hidden, openings } = hidePersonalData(draft(), salts());
    const entry: LedgerEntry = { ...hidden, index: 0 };
    expect(revealPersonalData(entry, openings.slice(1))).toMatchObject({
      actor: { ref: ERASED },
      data: { words: `Approved by ${ANN}.` },
    });
    expect(JSON.stringify(revealPersonalData(entry, []))).not.toContain('ann');
  });
});

describe('frameEntry', () => {
  it.each([
    ['with all members', draft({ revision: 2 })],
    ['with few', draft({ changeId: undefined, subject: undefined })],
    [
      'that looks like its own end',
      draft({ data: { a: ',"index":5,"kind"' } }),
    ],
  ])('gives the canonical text of an entry %s at any index', (_, of) => {
    const framed = frameEntry(of);
    if (!framed.ok) {
      throw new Error(framed.reason);
    }
    for (const index of [0, 7, 1_000_000, Number.MAX_SAFE_INTEGER]) {
      const placed = placeEntry(framed.frame, index);
      expect(encodeEntry({ ...of, index })).toEqual({
        ok: true,
        value: placed,
      });
      expect(decodeEntry(placed.text)).toMatchObject({
        ok: true,
        value: { index },
      });
    }
  });

  it('refuses what would be no entry', () => {
    expect(frameEntry(draft({ at: 'yesterday' }))).toMatchObject({ ok: false });
    expect(
      frameEntry(draft({ data: { text: 'x'.repeat(65_400) } })),
    ).toMatchObject({ ok: false });
  });
});
