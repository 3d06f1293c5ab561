import { z } from 'zod';

/** A shorter secret could be guessed by whoever sees a signature. */
const MIN_SECRET = 24;
/** Standard Webhooks writes bytes so; what does not begin with it is the text itself. */
const BYTES_PREFIX = 'whsec_';

const textSecret = z
  .string()
  .min(MIN_SECRET)
  .transform(text => Buffer.from(text));

const bytesSecret = z
  .base64(`is not base64 after ${BYTES_PREFIX}`)
  .transform(text => Buffer.from(text, 'base64'))
  .refine(
    bytes => bytes.length >= MIN_SECRET,
    `is shorter than ${MIN_SECRET} bytes after ${BYTES_PREFIX}`,
  );

/** The bytes that sign. */
const secretSchema = z.string().transform((text, context) => {
  const parsed = text.startsWith(BYTES_PREFIX)
    ? bytesSecret.safeParse(text.slice(BYTES_PREFIX.length))
    : textSecret.safeParse(text);
  if (!parsed.success) {
    for (const { message } of parsed.error.issues) {
      context.addIssue(message);
    }
    return z.NEVER;
  }
  return parsed.data;
});

/** An endpoint that gets events by HTTP. */
export const webhookSchema = z.strictObject({
  /** For logs and dead letters. */
  name: z.string().min(1).max(63),
  url: z.url({ protocol: /^https?$/ }),
  /** Shared with the receiver; signs every delivery. */
  secret: secretSchema,
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
