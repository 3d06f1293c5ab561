import { z } from 'zod';

/** A shorter secret could be guessed by whoever sees a signature. */
const MIN_SECRET = 24;

/** An endpoint that gets events by HTTP. */
export const webhookSchema = z.strictObject({
  /** For logs and dead letters. */
  name: z.string().min(1).max(63),
  url: z.url({ protocol: /^https?$/ }),
  /** Shared with the receiver; signs every delivery. */
  secret: z.string().min(MIN_SECRET),
  /** Types of events; the last part may be `*`. */
  events: z.array(z.string().min(1)).min(1).default(['dev.mandate.*']),
});
/** An endpoint that gets events by HTTP. */
export type WebhookSettings = z.output<typeof webhookSchema>;

/** All endpoints; each has a name of its own. */
export const webhooksSchema = z
  .array(webhookSchema)
  .default([])
  .refine(
    list => new Set(list.map(({ name }) => name)).size === list.length,
    'two webhooks have the same name',
  );
