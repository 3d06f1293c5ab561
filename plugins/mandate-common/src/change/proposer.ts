import { z } from 'zod';

/**
 * Who proposed: only a `user` is a person; nobody else ever approves (rule 3 of the house).
 *
 * @public
 */
export const proposerSchema = z.object({
  kind: z.enum(['user', 'agent', 'service', 'detector']),
  /** Entity ref of a user, or the subject of a service or agent token, or the detector's id. */
  ref: z.string().min(1).max(200),
  /** The person this acts for, as entity ref. */
  onBehalfOf: z.string().max(200).optional(),
  /** The person who answers for the agent, as configured, as entity ref. */
  owner: z.string().max(200).optional(),
});
/**
 * Who proposed a change.
 *
 * @public
 */
export type Proposer = z.infer<typeof proposerSchema>;
