import { z } from 'zod';

const subject = z.string().min(1).max(200);

/** An agent: the subject of its token, alone or with what else is known of it. */
export const agentSchema = z.union([
  subject.transform(name => toAgent({ subject: name })),
  z
    .strictObject({
      subject,
      /** Whether it may say for whom it acts; what it says then counts as its claim. */
      mayNamePerson: z.boolean().default(false),
    })
    .transform(toAgent),
]);

/** An agent as configured. */
export interface AgentSettings {
  /** Subject of its token, or of the plugin that acts with a person's token. */
  readonly subject: string;
  readonly mayNamePerson: boolean;
}

function toAgent(entry: {
  readonly subject: string;
  readonly mayNamePerson?: boolean;
}): AgentSettings {
  return { ...entry, mayNamePerson: entry.mayNamePerson ?? false };
}
