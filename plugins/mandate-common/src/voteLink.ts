import { z } from 'zod';
import type { ChangeDetail } from './change/change';

/**
 * What a link to a vote leads to: `open` while the caller can vote through it; else the words say why not.
 *
 * @public
 */
export type OpenedVoteLink =
  | { readonly type: 'open'; readonly change: ChangeDetail }
  | {
      readonly type: 'closed';
      readonly why: string;
      readonly change: ChangeDetail;
    };

/**
 * A vote through a link: the link says on which plan.
 *
 * @public
 */
export const linkedVoteSchema = z
  .strictObject({
    verdict: z.enum(['approve', 'reject', 'abstain']),
    reason: z.string().max(2_000).optional(),
    /** Typed by the approver of a destructive plan. */
    confirmTarget: z.string().max(200).optional(),
    notBefore: z.iso.datetime({ offset: true }).optional(),
    onlyInsideWindow: z.boolean().optional(),
  })
  .refine(vote => vote.verdict === 'approve' || !!vote.reason?.trim(), {
    message: 'Rejecting and abstaining need a reason.',
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
 * A vote through a link: the link says on which plan.
 *
 * @public
 */
export type LinkedVote = z.infer<typeof linkedVoteSchema>;
