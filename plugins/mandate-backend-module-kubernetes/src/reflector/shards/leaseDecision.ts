/** Without a renewal for so long, a lease is free. */
export const LEASE_MS = 20_000;
/** How often the holder renews, and the others look. */
export const RENEW_MS = 5_000;

/** A lease as it was read. */
export interface ObservedLease {
  /** Empty when nobody holds it. */
  readonly holder: string;
  /** Resource version. */
  readonly version: string;
}

/** What is remembered of a lease between two looks. */
export interface LeaseMemory {
  readonly version: string;
  /** By our own clock; the clocks of replicas may differ, so times that others wrote are not compared with it. */
  readonly changedAt: number;
}

/** What to do about a lease. */
export type LeaseDecision =
  | { readonly type: 'take'; readonly memory: LeaseMemory }
  | { readonly type: 'leave'; readonly memory: LeaseMemory };

/** Takes a lease that is ours, that nobody holds, or whose holder has not renewed it while we looked on. */
export function decideLease(options: {
  readonly lease: ObservedLease;
  readonly memory: LeaseMemory | undefined;
  readonly self: string;
  /** Whether this replica may take one more than it holds. */
  readonly mayTakeMore: boolean;
  readonly now: number;
}): LeaseDecision {
  const { lease, memory, self, mayTakeMore, now } = options;
  const seen =
    memory?.version === lease.version
      ? memory
      : { version: lease.version, changedAt: now };
  const isFree = lease.holder === '' || now - seen.changedAt >= LEASE_MS;
  return lease.holder === self || (isFree && mayTakeMore)
    ? { type: 'take', memory: seen }
    : { type: 'leave', memory: seen };
}
