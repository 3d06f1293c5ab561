import { type MandateScope, mayOverlap } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';

/** Who to tell of a rule with this scope: the owners it names, and those of every mandate that it may touch. */
export async function ownersConcerned(
  tx: KernelTransaction,
  scope: MandateScope,
): Promise<readonly string[]> {
  const mandates = await tx.mandates.inForce();
  const owners = mandates.flatMap(mandate =>
    mandate.status === 'readable' && mayOverlap(mandate.spec.appliesTo, scope)
      ? [mandate.spec.owner]
      : [],
  );
  return [...new Set([...(scope.owners ?? []), ...owners])].toSorted();
}
