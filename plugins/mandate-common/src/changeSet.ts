import { z } from 'zod';
import type { ChangeSummary } from './change/change';
import { proposeRequestSchema } from './change/proposeRequest';

/**
 * Changes of several targets that are proposed together.
 *
 * @public
 */
export const changeSetRequestSchema = z.strictObject({
  /** A sentence: "Release 2.4 of the shop". */
  title: z.string().trim().min(1).max(300),
  /** In the order in which they run when the set is ordered. */
  changes: z
    .array(
      proposeRequestSchema.extend({
        idempotencyKey: z
          .never({
            error:
              'A change of a set has no key of its own: give the key to the set, which is proposed again as a whole.',
          })
          .optional(),
      }),
    )
    .min(2)
    .max(20),
  /** Whether each change waits until those before it have succeeded. */
  ordered: z.boolean().default(true),
  /** Whether changes that have not started are cancelled when one of the set does not succeed. */
  stopOnFailure: z.boolean().default(true),
  /** The same key with the same body gives the same set back; with another body it is a conflict. */
  idempotencyKey: z.string().min(1).max(200).optional(),
});
/**
 * Changes of several targets that are proposed together.
 *
 * @public
 */
export type ChangeSetRequest = z.input<typeof changeSetRequestSchema>;

/**
 * A vote on all changes of a set that wait for the voter; the digest is that of all plans together.
 *
 * @public
 */
export const changeSetVoteSchema = z
  .strictObject({
    verdict: z.enum(['approve', 'reject', 'abstain']),
    digest: z.string().min(1).max(200),
    reason: z.string().max(2_000).optional(),
    /** The set's title, typed when one of its plans removes something. */
    confirmTitle: z.string().max(300).optional(),
  })
  .refine(vote => vote.verdict === 'approve' || !!vote.reason?.trim(), {
    message: 'Rejecting and abstaining need a reason.',
    path: ['reason'],
  });
/**
 * A vote on all changes of a set that wait for the voter.
 *
 * @public
 */
export type ChangeSetVote = z.infer<typeof changeSetVoteSchema>;

/**
 * How far a set is: `succeeded` when all that it should bring is there, `stopped` when its stop rule cancelled what had
 * not started, `ended` when all is over and not all of it is there.
 *
 * @public
 */
export interface ChangeSetProgress {
  readonly state:
    | 'incomplete'
    | 'awaiting-approval'
    | 'under-way'
    | 'stopped'
    | 'succeeded'
    | 'ended';
  readonly succeeded: number;
  /** How many ended because what they should bring was there already; they count as done. */
  readonly needless: number;
  readonly total: number;
  /** "2 of 5 succeeded; the rest was cancelled, because 'Deploy cart' did not succeed." */
  readonly words: string;
}

/**
 * A set of changes with its combined plan.
 *
 * @public
 */
export interface ChangeSetView {
  readonly id: string;
  readonly title: string;
  readonly proposer: string;
  readonly ordered: boolean;
  readonly stopOnFailure: boolean;
  readonly createdAt: string;
  readonly progress: ChangeSetProgress;
  /** Of all plans as they are now; a vote names it. */
  readonly digest: string;
  /** In their order, with the effect of each in a sentence. */
  readonly changes: readonly (ChangeSummary & { readonly plan?: string })[];
}
