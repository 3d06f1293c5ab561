import { z } from 'zod';

/**
 * One vote on one revision's plan digest.
 *
 * @public
 */
export interface Vote {
  readonly voter: string;
  /** Who abstains is heard and counts for neither side. */
  readonly verdict: 'approve' | 'reject' | 'abstain';
  readonly reason?: string;
  readonly at: string;
  readonly withdrawnAt?: string;
  /** The requirement groups this voter is eligible for. */
  readonly groups: readonly string[];
  /** The approval holds for a start at or after it. */
  readonly notBefore?: string;
  /** The approval holds inside a change window only. */
  readonly onlyInsideWindow?: boolean;
}

/**
 * A vote as the API takes it.
 *
 * @public
 */
export const voteRequestSchema = z
  .object({
    verdict: z.enum(['approve', 'reject', 'abstain']),
    revision: z.number().int().positive(),
    digest: z.string().min(1).max(200),
    reason: z.string().max(2_000).optional(),
    /** Typed by the approver of a destructive plan. */
    confirmTarget: z.string().max(200).optional(),
    /** The approval holds for a start at or after it. */
    notBefore: z.iso.datetime({ offset: true }).optional(),
    /** The approval holds inside a change window only. */
    onlyInsideWindow: z.boolean().optional(),
  })
  .refine(vote => vote.verdict === 'approve' || !!vote.reason?.trim(), {
    message:
      'Rejecting and abstaining need a reason, so that the proposer and the other approvers know what to mend.',
    path: ['reason'],
  })
  .refine(
    vote =>
      vote.verdict === 'approve' ||
      (vote.notBefore === undefined && !vote.onlyInsideWindow),
    {
      message: 'Only an approval can carry an earliest start or a window.',
      path: ['verdict'],
    },
  );
/**
 * A vote as the API takes it.
 *
 * @public
 */
export type VoteRequest = z.infer<typeof voteRequestSchema>;
