import { nodeHashOf, type Hash } from '../merkle/hash';
import {
  type ConsistencyClaim,
  type InclusionClaim,
} from '../merkle/verifyProof';

/** Ways to spoil a claim, by name. A way that does not apply to a claim gives it back unchanged. */
export type Corruptions<Claim> = Readonly<
  Record<string, (claim: Claim) => Claim>
>;

const STRANGER: Hash = new Uint8Array(32).fill(0xa5);

type ProofCorruption = (proof: readonly Hash[]) => readonly Hash[];

const PROOF_CORRUPTIONS: Readonly<Record<string, ProofCorruption>> = {
  'first hash left out': proof => proof.slice(1),
  'last hash left out': proof => proof.slice(0, -1),
  'all hashes left out': () => [],
  'hash put in front': proof => [STRANGER, ...proof],
  'hash put at the end': proof => [...proof, STRANGER],
  'first hash twice': proof => [...proof.slice(0, 1), ...proof],
  'last hash twice': proof => [...proof, ...proof.slice(-1)],
  'order turned round': proof => proof.toReversed(),
  'first bit of the first hash flipped': proof =>
    proof.map((hash, at) => (at === 0 ? flipped(hash, 0) : hash)),
  'last bit of the last hash flipped': proof =>
    proof.map((hash, at) =>
      at === proof.length - 1 ? flipped(hash, 255) : hash,
    ),
  'every hash replaced': proof => proof.map(() => STRANGER),
  'last hash shortened': proof =>
    proof.map((hash, at) =>
      at === proof.length - 1 ? hash.slice(0, 31) : hash,
    ),
  'last hash emptied': proof =>
    proof.map((hash, at) =>
      at === proof.length - 1 ? new Uint8Array() : hash,
    ),
  'two hashes folded into one': proof => {
    const [first, second, ...rest] = proof;
    return first && second ? [nodeHashOf(first, second), ...rest] : proof;
  },
};

/** Corruptions of an inclusion claim. */
export const INCLUSION_CORRUPTIONS: Corruptions<InclusionClaim> = {
  ...onProof<InclusionClaim>(),
  'index one less': claim => ({ ...claim, index: claim.index - 1 }),
  'index one more': claim => ({ ...claim, index: claim.index + 1 }),
  'index of the next subtree': claim => ({
    ...claim,
    index: claim.index + claim.size,
  }),
  'index fractional': claim => ({ ...claim, index: claim.index + 0.5 }),
  'size doubled': claim => ({ ...claim, size: claim.size * 2 }),
  'size zero': claim => ({ ...claim, size: 0 }),
  'size not a number': claim => ({ ...claim, size: NaN }),
  'leaf replaced': claim => ({ ...claim, leafHash: STRANGER }),
  'leaf bit flipped': claim => ({
    ...claim,
    leafHash: flipped(claim.leafHash, 100),
  }),
  'inner node passed off as leaf': claim => {
    const [sibling, ...proof] = claim.proof;
    return sibling && claim.index % 2 === 0
      ? { ...claim, leafHash: nodeHashOf(claim.leafHash, sibling), proof }
      : claim;
  },
  'root replaced': claim => ({ ...claim, root: STRANGER }),
  'root bit flipped': claim => ({ ...claim, root: flipped(claim.root, 7) }),
  'root shortened': claim => ({ ...claim, root: claim.root.slice(0, 16) }),
};

/** Corruptions of a consistency claim. */
export const CONSISTENCY_CORRUPTIONS: Corruptions<ConsistencyClaim> = {
  ...onProof<ConsistencyClaim>(),
  'earlier size one less': claim => ({ ...claim, size1: claim.size1 - 1 }),
  'earlier size one more': claim => ({ ...claim, size1: claim.size1 + 1 }),
  'earlier size zero': claim => ({ ...claim, size1: 0 }),
  'sizes exchanged': claim => ({
    ...claim,
    size1: claim.size2,
    size2: claim.size1,
  }),
  'later size doubled': claim => ({ ...claim, size2: claim.size2 * 2 }),
  'sizes infinite': claim => ({ ...claim, size1: Infinity, size2: Infinity }),
  'earlier root replaced': claim => ({ ...claim, root1: STRANGER }),
  'earlier root bit flipped': claim => ({
    ...claim,
    root1: flipped(claim.root1, 255),
  }),
  'later root replaced': claim => ({ ...claim, root2: STRANGER }),
  'later root bit flipped': claim => ({
    ...claim,
    root2: flipped(claim.root2, 0),
  }),
  'roots exchanged': claim => ({
    ...claim,
    root1: claim.root2,
    root2: claim.root1,
  }),
  'earlier root used for both': claim => ({ ...claim, root2: claim.root1 }),
};

function onProof<
  Claim extends { readonly proof: readonly Hash[] },
>(): Corruptions<Claim> {
  return Object.fromEntries(
    Object.entries(PROOF_CORRUPTIONS).map(([name, corrupt]) => [
      `proof: ${name}`,
      (claim: Claim) => ({ ...claim, proof: corrupt(claim.proof) }),
    ]),
  );
}

function flipped(hash: Hash, bit: number): Hash {
  const copy = hash.slice();
  const byte = Math.floor(bit / 8);
  copy[byte] = (copy[byte] ?? 0) ^ (1 << bit % 8);
  return copy;
}
