import { isDeepStrictEqual } from 'node:util';
import { toBase64 } from '../bytes/base64';
import { canonicalJson, type JsonObject } from '../entry/canonicalJson';
import { entryLeafHash } from '../entry/ledgerEntry';
import { ORIGIN, sampleBundle, sampleSigner } from '../testing/sampleLedger';
import { type Bundle, type BundleEntry } from './bundle';
import { verifyBundle } from './verifyBundle';

const SIGNER = sampleSigner();
const KEY = SIGNER.verifierKey.text;

/** Ten entries; checkpoints after 4, 7 and 10. */
let bundle: Bundle;

beforeAll(async () => {
  bundle = await sampleBundle({ size: 10, checkpointsAt: [4, 7, 10] });
});

/** The bundle with the entry at a position changed; with `rehash`, its recorded hash too. */
function withEntry(
  position: number,
  change: JsonObject,
  rehash?: 'rehash',
): Bundle {
  const entries = bundle.entries.map((bundled, at) =>
    at === position ? changed(bundled, change, rehash) : bundled,
  );
  return { ...bundle, entries };
}

function changed(
  bundled: BundleEntry,
  change: JsonObject,
  rehash?: 'rehash',
): BundleEntry {
  const entry = canonicalJson({ ...JSON.parse(bundled.entry), ...change });
  const leafHash = toBase64(entryLeafHash(entry));
  return { ...bundled, entry, ...(rehash && { leafHash }) };
}

describe('a bundle', () => {
  it('holds as it was exported, with its own key or the one given', () => {
    const held = {
      ok: true,
      origin: ORIGIN,
      size: 10,
      root: expect.any(String),
      ofUnknownKind: 0,
    };
    expect(verifyBundle(bundle)).toEqual({ ...held, keysFrom: 'own' });
    expect(verifyBundle(bundle, { keys: [KEY], origin: ORIGIN })).toEqual({
      ...held,
      keysFrom: 'given',
    });
  });

  it('holds when it is empty and that was signed', async () => {
    const empty = await sampleBundle({ size: 0, checkpointsAt: [0] });
    expect(verifyBundle(empty)).toMatchObject({ ok: true, size: 0 });
  });

  describe('with kinds of entries that only a newer version knows', () => {
    let newer: Bundle;
    beforeAll(async () => {
      newer = await sampleBundle({
        size: 6,
        checkpointsAt: [3, 6],
        ofTheFuture: [1, 4],
      });
    });

    it('holds, and says how many', () => {
      expect(verifyBundle(newer)).toMatchObject({ ok: true, ofUnknownKind: 2 });
    });

    it('still names such an entry when it was changed, moved or opened wrongly', () => {
      const text = newer.entries[4].entry;
      const changedText = text.replace('"approve"', '"reject"');
      expect(changedText).not.toBe(text);
      const put = (other: BundleEntry) => ({
        ...newer,
        entries: newer.entries.with(4, other),
      });
      const [, second] = newer.entries;
      expect(
        verifyBundle(put({ ...newer.entries[4], entry: changedText })),
      ).toMatchObject({ fault: 'entry-changed', firstBadEntry: 4 });
      expect(verifyBundle(put(second))).toMatchObject({
        fault: 'entry-missing',
        firstBadEntry: 4,
      });
      expect(
        verifyBundle(put({ ...newer.entries[4], openings: second.openings })),
      ).toMatchObject({ fault: 'opening-mismatch', firstBadEntry: 4 });
    });
  });

  it('holds after personal data was erased', () => {
    const entries = bundle.entries.map(({ openings, ...rest }) => rest);
    expect(verifyBundle({ ...bundle, entries })).toMatchObject({ ok: true });
  });

  it('names the first entry whose content was changed', () => {
    for (let position = 0; position < 10; position += 1) {
      const verdict = verifyBundle(
        withEntry(position, { data: { vote: 'reject' } }),
      );
      expect(verdict).toMatchObject({
        ok: false,
        fault: 'entry-changed',
        firstBadEntry: position,
      });
    }
  });

  it('names the span between checkpoints when the recorded hash was changed too', () => {
    expect(
      verifyBundle(withEntry(5, { data: { vote: 'reject' } }, 'rehash')),
    ).toMatchObject({
      ok: false,
      fault: 'history-rewritten',
      damage: { first: 4, last: 6 },
    });
  });

  it('names the entry when a checkpoint was signed after each', async () => {
    const dense = await sampleBundle({ size: 4, checkpointsAt: [1, 2, 3, 4] });
    const entries = dense.entries.map((entry, at) =>
      at === 2 ? changed(entry, { data: {} }, 'rehash') : entry,
    );
    expect(verifyBundle({ ...dense, entries })).toMatchObject({
      fault: 'history-rewritten',
      firstBadEntry: 2,
    });
  });

  it('blames the earlier damage when there is damage of both sorts', () => {
    const both = withEntry(1, { data: { vote: 'reject' } }, 'rehash');
    const entries = both.entries.map((entry, at) =>
      at === 8 ? { ...entry, entry: '{}' } : entry,
    );
    expect(verifyBundle({ ...both, entries })).toMatchObject({
      fault: 'history-rewritten',
      damage: { first: 0, last: 3 },
    });
  });

  it('names the entry that was deleted', () => {
    for (let position = 0; position < 9; position += 1) {
      const entries = bundle.entries.filter((_, at) => at !== position);
      expect(verifyBundle({ ...bundle, entries })).toMatchObject({
        ok: false,
        fault: 'entry-missing',
        firstBadEntry: position,
      });
    }
  });

  it('names the first of two entries that changed places', () => {
    const [first, second, third, ...rest] = bundle.entries;
    const entries = [first, third, second, ...rest];
    expect(verifyBundle({ ...bundle, entries })).toMatchObject({
      fault: 'entry-moved',
      firstBadEntry: 1,
    });
  });

  it('finds an entry that was put in, and one that is there twice', () => {
    const twice = bundle.entries.flatMap((entry, at) =>
      at === 3 ? [entry, entry] : [entry],
    );
    expect(verifyBundle({ ...bundle, entries: twice })).toMatchObject({
      fault: 'entry-moved',
      firstBadEntry: 4,
    });
  });

  it('names the first entry that was cut off', () => {
    for (const length of [0, 3, 9]) {
      const entries = bundle.entries.slice(0, length);
      expect(verifyBundle({ ...bundle, entries })).toMatchObject({
        ok: false,
        fault: 'truncated',
        firstBadEntry: length,
      });
    }
  });

  it('does not answer for entries after the last checkpoint', () => {
    const checkpoints = bundle.checkpoints.slice(0, 2);
    expect(verifyBundle({ ...bundle, checkpoints })).toMatchObject({
      ok: false,
      fault: 'not-covered',
      firstBadEntry: 7,
      damage: { first: 7, last: 9 },
    });
  });

  it('names the entry whose opening was changed', () => {
    const entries = bundle.entries.map((bundled, at) => ({
      ...bundled,
      openings: bundled.openings?.map(opening =>
        at === 6 ? { ...opening, value: 'user:default/bob' } : opening,
      ),
    }));
    expect(verifyBundle({ ...bundle, entries })).toMatchObject({
      fault: 'opening-mismatch',
      firstBadEntry: 6,
    });
  });

  it.each([
    '/actor',
    '/actor/type',
    '/nowhere/ref',
    'actor/ref',
    '',
    '/toString',
  ])('refuses an opening for %j, where no commitment is', at => {
    const entries = bundle.entries.map(bundled => ({
      ...bundled,
      openings: bundled.openings?.map(opening => ({ ...opening, at })),
    }));
    expect(verifyBundle({ ...bundle, entries })).toMatchObject({
      fault: 'opening-mismatch',
      firstBadEntry: 0,
    });
  });
});

describe('a bundle whose signatures are not right', () => {
  it('is refused with a forged checkpoint', () => {
    const checkpoints = bundle.checkpoints.map(note =>
      note.replace('\n7\n', '\n8\n'),
    );
    expect(verifyBundle({ ...bundle, checkpoints })).toMatchObject({
      ok: false,
      fault: 'forged-checkpoint',
      reason: expect.stringContaining('Checkpoint 2 of the bundle'),
    });
  });

  it('is refused when wholly made anew with another key', async () => {
    const forged = await sampleBundle({
      size: 10,
      checkpointsAt: [10],
      signer: sampleSigner(2),
    });
    expect(verifyBundle(forged, { keys: [KEY] })).toMatchObject({
      ok: false,
      fault: 'wrong-key',
    });
    expect(
      verifyBundle({ ...forged, publicKeys: [KEY] }, { keys: [KEY] }),
    ).toMatchObject({ ok: false, fault: 'wrong-key' });
  });

  it('is refused for a key that is none', () => {
    expect(verifyBundle({ ...bundle, publicKeys: ['x'] })).toMatchObject({
      fault: 'wrong-key',
    });
  });

  it('is refused when it is of another ledger than asked for', () => {
    expect(verifyBundle(bundle, { origin: 'other' })).toMatchObject({
      fault: 'other-origin',
    });
    expect(verifyBundle({ ...bundle, origin: 'other' })).toMatchObject({
      fault: 'other-origin',
    });
  });

  it('is accepted with two keys after the key was changed', async () => {
    const next = sampleSigner(3);
    const later = await sampleBundle({
      size: 10,
      checkpointsAt: [10],
      signer: next,
    });
    const rotated = {
      ...bundle,
      publicKeys: [KEY, next.verifierKey.text],
      checkpoints: [...bundle.checkpoints.slice(0, 2), ...later.checkpoints],
    };
    expect(verifyBundle(rotated)).toMatchObject({ ok: true });
    expect(verifyBundle(rotated, { keys: [KEY] })).toMatchObject({
      fault: 'wrong-key',
    });
  });
});

describe('a bundle and what the verifier kept from before', () => {
  it('holds when it continues a known checkpoint', () => {
    const knownCheckpoints = bundle.checkpoints.slice(0, 1);
    expect(verifyBundle(bundle, { knownCheckpoints })).toMatchObject({
      ok: true,
    });
  });

  it('is a fork when the same key signed another history before', async () => {
    const other = await sampleBundle({
      size: 10,
      checkpointsAt: [5, 9],
      divergesAt: 6,
    });
    expect(
      verifyBundle(bundle, { knownCheckpoints: other.checkpoints }),
    ).toMatchObject({
      ok: false,
      fault: 'fork',
      damage: { first: 7, last: 8 },
    });
  });

  it('is a fork when it holds two signed roots for one size', async () => {
    const other = await sampleBundle({
      size: 10,
      checkpointsAt: [10],
      divergesAt: 9,
    });
    const checkpoints = [...bundle.checkpoints, ...other.checkpoints];
    expect(verifyBundle({ ...bundle, checkpoints })).toMatchObject({
      fault: 'fork',
    });
  });

  it('was cut back when a known checkpoint counts more entries', async () => {
    const shorter = await sampleBundle({ size: 7, checkpointsAt: [4, 7] });
    expect(verifyBundle(shorter)).toMatchObject({ ok: true });
    expect(
      verifyBundle(shorter, { knownCheckpoints: bundle.checkpoints.slice(2) }),
    ).toMatchObject({ fault: 'truncated', firstBadEntry: 7 });
  });

  it('does not trust a known checkpoint that nobody signed', () => {
    expect(
      verifyBundle(bundle, { knownCheckpoints: ['my notes\n'] }),
    ).toMatchObject({
      fault: 'forged-checkpoint',
      reason: expect.stringContaining('Known checkpoint 1'),
    });
  });
});

describe('a document that is no bundle', () => {
  it.each<[string, unknown]>([
    ['nothing', null],
    ['a list', []],
    ['another format', { format: 'mandate-ledger-bundle/v2' }],
  ])('is refused: %s', (_, document) => {
    expect(verifyBundle(document)).toMatchObject({
      ok: false,
      fault: 'malformed',
    });
  });

  it('names the entry that could not be read', () => {
    const entries: unknown[] = [...bundle.entries];
    entries[3] = { entry: '{}' };
    expect(verifyBundle({ ...bundle, entries })).toMatchObject({
      fault: 'malformed',
      firstBadEntry: 3,
    });
  });

  it('is a bundle with anything added', () => {
    expect(verifyBundle({ ...bundle, note: 'hello' })).toMatchObject({
      fault: 'malformed',
    });
  });
});

describe('a bundle file with one bit flipped', () => {
  it('never holds', async () => {
    const small = await sampleBundle({ size: 1, checkpointsAt: [1] });
    const bytes = new TextEncoder().encode(JSON.stringify(small));
    const held: string[] = [];
    let readable = 0;
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const damaged = parseWithFlip(bytes, bit);
      readable += damaged === undefined ? 0 : 1;
      if (verifyBundle(damaged).ok && !isDeepStrictEqual(damaged, small)) {
        held.push(`bit ${bit % 8} of byte ${Math.floor(bit / 8)}`);
      }
    }
    expect(held).toEqual([]);
    // Most damage leaves JSON that can be read: the test is not one of the JSON parser.
    expect(readable).toBeGreaterThan(bytes.length * 4);
  }, 120_000);
});

/** The document with one bit flipped, or `undefined` when it is no JSON any more. */
function parseWithFlip(bytes: Uint8Array, bit: number): unknown {
  const copy = bytes.slice();
  const at = Math.floor(bit / 8);
  copy[at] = (copy[at] ?? 0) ^ (1 << bit % 8);
  try {
    return JSON.parse(new TextDecoder().decode(copy));
  } catch {
    return undefined;
  }
}
