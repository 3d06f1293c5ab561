import type {
  Assessment,
  ChangeState,
  Plan,
  ProposedEntity,
  Proposer,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import type { Decision } from '@mandate/policy';

/** Why a change ended, where its state does not say it. */
export const endCauses = [
  /** What it should bring was there already. */
  'needless',
  /** It had not begun when its set stopped: it only followed the one that stopped it. */
  'set-stopped',
] as const;
/** Why a change ended, where its state does not say it. */
export type EndCause = (typeof endCauses)[number];

/** A proposed operation as the kernel keeps it. Times are milliseconds since the epoch by the database's clock. */
export interface Change {
  readonly id: string;
  readonly kind: string;
  readonly state: ChangeState;
  /** Compared and incremented by every write. */
  readonly rowVersion: number;
  readonly title: string;
  readonly target: TargetFacts;
  readonly proposer: Proposer;
  readonly reason?: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly proposedEntity?: ProposedEntity;
  readonly idempotencyKey?: string;
  readonly requestDigest: string;
  readonly findingId?: string;
  /** Newest revision, from 1; 0 before the first plan. */
  readonly revision: number;
  readonly oversight?: Decision['oversight'];
  readonly riskLevel?: Assessment['risk']['level'];
  /** Cost a month after minus before. */
  readonly costDifference?: number;
  /** What it waits for, or how it ended. */
  readonly statusWords: string;
  /** When the approval expires. */
  readonly expiresAtMs?: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly endedAtMs?: number;
  readonly endCause?: EndCause;
  /** Who had it stopped. */
  readonly abortedBy?: string;
  /** Whether it replaces older ones that wait, as its kind said when it was planned; absent when that was not kept yet. */
  readonly replacesQueued?: boolean;
}

/** A plan with what was found and decided about it; never altered once stored. */
export interface ChangeRevision {
  readonly changeId: string;
  /** From 1. */
  readonly number: number;
  readonly digest: string;
  readonly plan: Plan;
  readonly assessment: Assessment;
  readonly decision: Decision;
  readonly because?: string;
  readonly createdAtMs: number;
}

/** One person's vote on one revision. */
export interface ChangeVote {
  readonly changeId: string;
  readonly revision: number;
  readonly digest: string;
  readonly voter: string;
  readonly verdict: 'approve' | 'reject' | 'abstain';
  readonly reason?: string;
  /** The requirement groups that it counted for when that was last looked at. */
  readonly groups: readonly string[];
  /** The requirement groups it was cast for: what the voter was eligible for then. It never counts for others. */
  readonly castFor: readonly string[];
  readonly votedAtMs: number;
  readonly withdrawnAtMs?: number;
  /** The approval holds for a start at or after it. */
  readonly notBeforeMs?: number;
  /** The approval holds inside a change window only. */
  readonly onlyInsideWindow?: boolean;
}

const SET_PREFIX = 'set:';

/** All locks that a change needs: its target's, and one for each conflict set, in the order in which they are taken. */
export function lockKeys(target: TargetFacts): readonly string[] {
  const sets = (target.conflictSets ?? []).map(set => `${SET_PREFIX}${set}`);
  return [targetKey(target), ...sets].sort();
}

/** What a lock is on, in words: "the same target", or "the set 'orders-database'". */
export function lockWords(key: string): string {
  return key.startsWith(SET_PREFIX)
    ? `the set '${key.slice(SET_PREFIX.length)}'`
    : 'the same target';
}

/** What the lock is on: one workload in one cluster. */
export function targetKey(target: TargetFacts): string {
  const { cluster, namespace, workload } = target;
  return [cluster, namespace, workload.kind.toLowerCase(), workload.name].join(
    '/',
  );
}
