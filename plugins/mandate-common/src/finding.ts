import { z } from 'zod';
import { targetReferenceSchema } from './change/target';

/**
 * What a detector saw on a target.
 *
 * @public
 */
export const observedFindingSchema = z.object({
  /** The same trouble on the same target has the same fingerprint. */
  fingerprint: z.string().min(1).max(300),
  detector: z.string(),
  target: targetReferenceSchema,
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  /** Short: "checkout is crash-looping in dev". */
  title: z.string().max(300),
  /** What was seen, in words. */
  words: z.string().max(2_000),
  evidence: z.record(z.string(), z.unknown()),
});
/**
 * What a detector saw on a target.
 *
 * @public
 */
export type ObservedFinding = z.infer<typeof observedFindingSchema>;

/**
 * A finding as stored: open until its detector no longer sees it.
 *
 * @public
 */
export interface Finding extends ObservedFinding {
  readonly id: string;
  readonly state: 'open' | 'resolved';
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  readonly resolvedAt?: string;
  /** Changes that its remedies proposed, oldest first. */
  readonly changeIds: readonly string[];
  /** Set when automation gave up and asked a person. */
  readonly escalatedAt?: string;
  readonly escalationWords?: string;
}
