import { z } from 'zod';

const subject = z.string().min(1).max(200);
const person = z
  .string()
  .max(200)
  .regex(/^user:[^/\s]+\/[^/\s]+$/i, 'must be a person: user:default/pia')
  .toLowerCase();

/** An agent: the subject of its token, alone or with what else is known of it. */
export const agentSchema = z.union([
  subject.transform(
    (name): AgentSettings => ({ subject: name, mayNamePerson: false }),
  ),
  z.strictObject({
    subject,
    owner: person.optional(),
    mayNamePerson: z.boolean().default(false),
  }),
]);

/** An agent as configured. */
export interface AgentSettings {
  /** Subject of its token, or of the plugin that acts with a person's token. */
  readonly subject: string;
  /** The person who answers for it and approves nothing of it, as entity ref. */
  readonly owner?: string;
  /** Whether it may say for whom it acts; what it says then counts as its claim. */
  readonly mayNamePerson: boolean;
}
