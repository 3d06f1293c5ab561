import type { MandateSpec } from '@mandate/policy';
import { z } from 'zod';
import type { AllowedAction } from './change/change';

/**
 * How a change came to run: alone, alone with people told, approved by people, or with broken glass.
 *
 * @public
 */
export const decisionPaths = [
  'autonomous',
  'notify',
  'approved',
  'break-glass',
] as const;

/**
 * One of {@link decisionPaths}.
 *
 * @public
 */
export type DecisionPath = (typeof decisionPaths)[number];

/**
 * How changes of one decision path ended in the last 90 days.
 *
 * @public
 */
export interface PathFailureRate {
  readonly path: DecisionPath;
  readonly changes: number;
  readonly failures: number;
  /** From 0 to 1, expected; smoothed, and decayed with a half-life of 30 days. */
  readonly failureRate: number;
  /** With 90 % credibility the rate lies between. */
  readonly interval: { readonly low: number; readonly high: number };
}

/**
 * A mandate's record with one kind of change, and what follows from it.
 *
 * @public
 */
export interface KindTrackRecord {
  readonly kind: string;
  readonly changes: number;
  readonly failures: number;
  readonly failuresInARow: number;
  readonly failureRate: number;
  readonly interval: { readonly low: number; readonly high: number };
  /** Set while failures keep the mandate from granting more than this. */
  readonly narrowed?: {
    readonly to: 'notify' | 'approve';
    readonly reason: string;
    readonly since: string;
    /** The change whose failure did it. */
    readonly changeId: string;
  };
  /** A wider mandate that the record would justify. Only its owner can want it, by changing the mandate. */
  readonly proposal?: { readonly words: string; readonly spec: MandateSpec };
}

/**
 * A mandate's record, kind by kind.
 *
 * @public
 */
export interface MandateTrackRecord {
  readonly kinds: readonly KindTrackRecord[];
  /** Whether the caller may widen what failures narrowed. */
  readonly mayWiden: AllowedAction;
}

/**
 * An owner's wish to undo a narrowing.
 *
 * @public
 */
export const wideningRequestSchema = z.strictObject({
  kind: z.string().min(1).max(100),
  reason: z.string().trim().min(1).max(2_000),
});

/**
 * An owner's wish to undo a narrowing.
 *
 * @public
 */
export type WideningRequest = z.infer<typeof wideningRequestSchema>;
