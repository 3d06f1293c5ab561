import type { KernelTransaction } from '../KernelTransaction';

/** A replica's right to run a detector, until its lease ends. */
export interface DetectorLease {
  readonly detector: string;
  readonly owner: string;
}

/** Takes the lease when the detector is due and nobody has it. */
export async function claimDetector(
  tx: KernelTransaction,
  lease: DetectorLease & { readonly leaseMs: number },
): Promise<'claimed' | 'not-due'> {
  const now = await tx.now();
  const table = () => tx.knex('mandate_detector_leases');
  await table()
    .insert({ detector: lease.detector, lease_until: 0, due_at: now })
    .onConflict('detector')
    .ignore();
  const claimed = await table()
    .where({ detector: lease.detector })
    .where('due_at', '<=', now)
    .where('lease_until', '<', now)
    .update({ lease_owner: lease.owner, lease_until: now + lease.leaseMs });
  return claimed === 1 ? 'claimed' : 'not-due';
}

/** Makes the lease last longer and locks its row until the transaction ends; `lost` when somebody else has it. */
export async function holdDetector(
  tx: KernelTransaction,
  lease: DetectorLease & { readonly leaseMs: number },
): Promise<'held' | 'lost'> {
  const now = await tx.now();
  const held = await tx
    .knex('mandate_detector_leases')
    .where({ detector: lease.detector, lease_owner: lease.owner })
    .update({ lease_until: now + lease.leaseMs });
  return held === 1 ? 'held' : 'lost';
}

/** Gives the lease back until the detector is due again, with what went wrong, if anything did. */
export async function releaseDetector(
  tx: KernelTransaction,
  lease: DetectorLease & {
    readonly intervalMs: number;
    readonly error?: string;
  },
): Promise<void> {
  await tx
    .knex('mandate_detector_leases')
    .where({ detector: lease.detector, lease_owner: lease.owner })
    .update({
      lease_owner: null,
      lease_until: 0,
      due_at: (await tx.now()) + lease.intervalMs,
      last_error: lease.error?.slice(0, 2_000) ?? null,
    });
}
