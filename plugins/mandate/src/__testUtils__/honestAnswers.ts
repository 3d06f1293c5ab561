import {
  appendEntry,
  appendLeaves,
  assembleProof,
  createEd25519Signer,
  EMPTY_RANGE,
  hidePersonalData,
  planInclusionProof,
  rootOfRange,
  signCheckpoint,
  toBase64,
} from '@mandate/ledger';
import type { LedgerAnswers } from '../ledger/verifyEntry';

const ORIGIN = 'portal.example.com/ledger';
const ACTOR = 'user:default/ann';

/** A key of a sample ledger; another seed gives another key. */
export const sampleSigner = (seed: number) =>
  createEd25519Signer({ name: ORIGIN, seed: new Uint8Array(32).fill(seed) });

/** What an honest portal answers about entry `index` of a ledger of five. */
export async function honestAnswers(index = 2): Promise<LedgerAnswers> {
  let range = EMPTY_RANGE;
  const entries = [0, 1, 2, 3, 4].map(number => {
    const { draft, openings } = hidePersonalData(
      {
        kind: 'proposed',
        at: '2026-11-26T10:00:00.000Z',
        actor: { type: 'person', ref: ACTOR },
        data: { number },
      },
      () => new Uint8Array(32).fill(number),
    );
    const appended = appendEntry(range, draft);
    if (!appended.ok) {
      throw new Error(appended.reason);
    }
    range = appended.value.range;
    return {
      ...appended.value,
      openings: openings.map(({ at, salt, value }) => ({ at, salt, value })),
    };
  });
  const { nodes } = appendLeaves(
    EMPTY_RANGE,
    entries.map(({ leafHash }) => leafHash),
  );
  const planned = planInclusionProof({ index, size: 5 });
  if (!planned.ok) {
    throw new Error(planned.reason);
  }
  const proof = assembleProof(planned.plan, nodes);
  if (!proof.ok) {
    throw new Error('a node is missing');
  }
  const root = rootOfRange(range);
  const { text, leafHash, openings } = entries[index];
  return {
    entry: {
      index,
      kind: 'proposed',
      at: '2026-11-26T10:00:00.000Z',
      actor: ACTOR,
      canonical: text,
      leafHash: toBase64(leafHash),
      data: { number: index },
      openings,
    },
    checkpoint: {
      size: 5,
      rootHash: toBase64(root),
      note: await signCheckpoint({ origin: ORIGIN, size: 5, root }, [
        sampleSigner(1),
      ]),
      verifierKey: sampleSigner(1).verifierKey.text,
      verifierKeys: [sampleSigner(1).verifierKey.text],
    },
    proof: { index, size: 5, hashes: proof.hashes.map(toBase64) },
  };
}
