import { rootOf } from '../merkle/compactRange';
import { leafHashOf } from '../merkle/hash';
import { appendOrThrow } from '../testing/sampleLedger';
import { EMPTY_RANGE, rootOfRange } from '../merkle/compactRange';
import { appendEntry } from './appendEntry';
import {
  decodeEntry,
  encodeEntry,
  type LedgerEntry,
  MAX_ENTRY_BYTES,
} from './ledgerEntry';

const ENTRY: LedgerEntry = {
  index: 0,
  kind: 'decided',
  at: '2026-11-26T12:00:00.000Z',
  changeId: 'c1',
  revision: 1,
  subject: 'component:default/shop',
  actor: { type: 'system', ref: 'mandate' },
  data: { oversight: 'approve', reasons: ['no mandate in force'] },
};

const TEXT =
  '{"actor":{"ref":"mandate","type":"system"},"at":"2026-11-26T12:00:00.000Z","changeId":"c1","data":{"oversight":"approve","reasons":["no mandate in force"]},"index":0,"kind":"decided","revision":1,"subject":"component:default/shop"}';

describe('ledger entry', () => {
  it('is written as canonical JSON, whose bytes are the content of the leaf', () => {
    expect(encodeEntry(ENTRY)).toEqual({
      ok: true,
      value: {
        text: TEXT,
        leafHash: leafHashOf(new TextEncoder().encode(TEXT)),
      },
    });
  });

  it('is read back from its text', () => {
    expect(decodeEntry(TEXT)).toEqual({ ok: true, value: ENTRY });
  });

  it('may leave out what does not apply', () => {
    const { changeId, revision, subject, ...rest } = ENTRY;
    const encoded = encodeEntry({ ...rest, changeId: undefined });
    expect(encoded.ok && decodeEntry(encoded.value.text)).toEqual({
      ok: true,
      value: rest,
    });
  });

  it.each<[string, object]>([
    ['a kind that is no name', { kind: 'Guessed it' }],
    ['a negative index', { index: -1 }],
    ['a fractional revision', { revision: 1.5 }],
    ['a time zone', { at: '2026-11-26T12:00:00+01:00' }],
    ['a time that is none', { at: '2026-02-30T12:00:00Z' }],
    ['an unknown member', { extra: true }],
    ['an actor without type', { actor: { ref: 'x' } }],
    [
      'a commitment that is no hash',
      { actor: { type: 'person', ref: { commitment: 'AA==' } } },
    ],
    ['data that is no object', { data: [] }],
    ['data that is no JSON', { data: { at: new Date(0) } }],
    ['too much data', { data: { text: 'x'.repeat(MAX_ENTRY_BYTES) } }],
  ])('is refused with %s', (_, change) => {
    const entry = { ...ENTRY, ...change };
    // safety: the cast hands over what a caller without types could.
    expect(encodeEntry(entry as LedgerEntry).ok).toBe(false);
    expect(decodeEntry(JSON.stringify(entry)).ok).toBe(false);
  });

  it('is read when its kind is of a newer version, and never written by this one', () => {
    const text = TEXT.replace('"decided"', '"of-the-future"');
    expect(decodeEntry(text)).toEqual({
      ok: true,
      value: { ...ENTRY, kind: 'of-the-future' },
    });
    // safety: the cast hands over what a caller without types could.
    const entry = { ...ENTRY, kind: 'of-the-future' } as unknown as LedgerEntry;
    expect(encodeEntry(entry).ok).toBe(false);
  });

  it.each([
    ['white space', TEXT.replace(',', ', ')],
    ['another order', JSON.stringify(ENTRY)],
    ['an escape that is not needed', TEXT.replace('shop', '\\u0073hop')],
    [
      'a number written otherwise',
      TEXT.replace('"revision":1', '"revision":1.0'),
    ],
    ['a member twice', TEXT.replace('"index":0', '"index":1,"index":0')],
    ['text that is no JSON', TEXT.slice(1)],
  ])('is not read from %s', (_, text) => {
    expect(text).not.toBe(TEXT);
    expect(decodeEntry(text).ok).toBe(false);
  });
});

describe('appending entries', () => {
  const { index, ...draft } = ENTRY;

  it('numbers them from 0 without a gap', () => {
    const first = appendOrThrow(EMPTY_RANGE, draft);
    const second = appendOrThrow(first.range, draft);
    expect([first.entry.index, second.entry.index]).toEqual([0, 1]);
    expect(rootOfRange(second.range)).toEqual(
      rootOf([first.leafHash, second.leafHash]),
    );
    expect(second.nodes.map(({ level }) => level)).toEqual([0, 1]);
  });

  it('changes nothing when the entry is refused', () => {
    expect(appendEntry(EMPTY_RANGE, { ...draft, at: 'yesterday' })).toEqual({
      ok: false,
      reason: expect.stringContaining('at: '),
    });
  });
});
