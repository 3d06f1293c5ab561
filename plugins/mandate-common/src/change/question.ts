import { z } from 'zod';

/**
 * A question about a change that waits for approval. It pauses nobody.
 *
 * @public
 */
export interface QuestionView {
  readonly id: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly text: string;
  readonly answer?: {
    readonly by: string;
    readonly at: string;
    readonly text: string;
  };
}

/**
 * A question, or an answer to one.
 *
 * @public
 */
export const discussionTextSchema = z.strictObject({
  text: z.string().trim().min(1).max(2_000),
});
/**
 * A question, or an answer to one.
 *
 * @public
 */
export type DiscussionText = z.infer<typeof discussionTextSchema>;
