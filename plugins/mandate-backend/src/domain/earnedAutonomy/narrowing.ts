import type { TrackRecord } from '@mandate/analytics';
import type { Narrowing } from '@mandate/policy';

/** The freest oversight that failures leave to a mandate. */
export type NarrowedOversight = 'notify' | 'approve';

/** What failures took from a mandate for one kind of change. */
export interface StoredNarrowing {
  readonly id: string;
  /** Entity ref. */
  readonly mandate: string;
  readonly kind: string;
  readonly oversight: NarrowedOversight;
  readonly reason: string;
  readonly changeId: string;
  readonly atMs: number;
}

/** A narrowing as decisions hear it. */
export function narrowingInEffect(stored: StoredNarrowing): Narrowing {
  const { mandate, kind, oversight, reason } = stored;
  return { mandate, changes: [kind], oversight, reason };
}

/** Failures of changes that ran alone: so many in a row, or a rate that is surely above this, leave only that. */
const steps = [
  { oversight: 'approve', inARow: 3, surelyAbove: 0.35 },
  { oversight: 'notify', inARow: 2, surelyAbove: 0.2 },
] as const;

/** What a failure leaves, with the reason in words; nothing when the record bears it, or leaves no less than before. */
export function narrowAfterFailure(options: {
  readonly kind: string;
  /** Of changes that ran alone since the owner last widened the mandate, the failure among them. */
  readonly record: TrackRecord;
  readonly narrowed?: NarrowedOversight;
}):
  | { readonly oversight: NarrowedOversight; readonly reason: string }
  | undefined {
  const { kind, record, narrowed } = options;
  const step = steps.find(
    ({ inARow, surelyAbove }) =>
      record.failuresInARow >= inARow || record.interval.low > surelyAbove,
  );
  if (!step || narrowed === 'approve' || narrowed === step.oversight) {
    return undefined;
  }
  return { oversight: step.oversight, reason: reasonOf(kind, record) };
}

/** "2 of 9 changes of kind deploy that ran alone failed, the last 2 in a row; …" */
function reasonOf(kind: string, record: TrackRecord): string {
  const { changes, failures, failuresInARow, failureRate, interval } = record;
  const row =
    failuresInARow > 1
      ? `, the last ${failuresInARow} one after the other`
      : '';
  return `${failures} of ${changes} changes of kind ${kind} that ran alone under this mandate failed${row}. The next one fails with ${percent(
    failureRate,
  )} (between ${percent(interval.low)} and ${percent(
    interval.high,
  )}). The mandate's owner can widen it again.`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
