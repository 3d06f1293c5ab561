import { BundleSchema } from './bundle';
import { type BundleFailure } from './bundleFailure';
import { verifyBundle, type VerifyBundleOptions } from './verifyBundle';

/**
 * How two bundles of one ledger relate.
 *
 * @public
 */
export type BundleComparison =
  | { readonly relation: 'same'; readonly size: number }
  /** One continues the other, as it should be. */
  | {
      readonly relation: 'continued';
      readonly longer: 'first' | 'second';
      readonly commonSize: number;
    }
  /** Both are signed and yet differ: proof that the key's holder showed two histories. */
  | { readonly relation: 'forked'; readonly firstDifference: number }
  /** One of them does not hold by itself. */
  | {
      readonly relation: 'unverified';
      readonly which: 'first' | 'second';
      readonly failure: BundleFailure;
    };

/**
 * Compares two bundles that two people got at whatever times, and names the entry where their histories part.
 *
 * @public
 */
export function compareBundles(
  first: unknown,
  second: unknown,
  options: VerifyBundleOptions = {},
): BundleComparison {
  const firstVerdict = verifyBundle(first, options);
  if (!firstVerdict.ok) {
    return { relation: 'unverified', which: 'first', failure: firstVerdict };
  }
  const secondVerdict = verifyBundle(second, {
    ...options,
    origin: firstVerdict.origin,
  });
  if (!secondVerdict.ok) {
    return { relation: 'unverified', which: 'second', failure: secondVerdict };
  }
  const firstHashes = leafHashesOf(first);
  const secondHashes = leafHashesOf(second);
  const commonSize = Math.min(firstHashes.length, secondHashes.length);
  const difference = firstHashes
    .slice(0, commonSize)
    .findIndex((hash, position) => hash !== secondHashes[position]);
  if (difference >= 0) {
    return { relation: 'forked', firstDifference: difference };
  }
  if (firstHashes.length === secondHashes.length) {
    return { relation: 'same', size: commonSize };
  }
  const longer = firstHashes.length > commonSize ? 'first' : 'second';
  return { relation: 'continued', longer, commonSize };
}

function leafHashesOf(document: unknown): string[] {
  return BundleSchema.parse(document).entries.map(({ leafHash }) => leafHash);
}
