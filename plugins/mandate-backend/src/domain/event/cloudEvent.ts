import { z } from 'zod';

/**
 * What happened to a change, for the world outside, as an event of CloudEvents 1.0 in its JSON format
 * (https://github.com/cloudevents/spec, `json-format.md`).
 */
export const cloudEventSchema = z.object({
  specversion: z.literal('1.0'),
  /** The same for every delivery: whoever gets it twice can tell. */
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.iso.datetime(),
  subject: z.string(),
  datacontenttype: z.literal('application/json'),
  data: z.record(z.string(), z.json()),
});
/** An event of CloudEvents 1.0. */
export type CloudEvent = z.infer<typeof cloudEventSchema>;

/** What the kernel says happened, before it is put into its envelope. */
export const domainEventSchema = z.object({
  /** The last part of the event's type: `change.queued`. */
  name: z.string(),
  /** What it is about. */
  subject: z.string(),
  data: z.record(z.string(), z.json()),
});
/** What the kernel says happened. */
export type DomainEvent = z.infer<typeof domainEventSchema>;

/** Puts a fact into its envelope. `origin` names this portal as the ledger's checkpoints do. */
export function toEnvelope(
  event: DomainEvent,
  of: { readonly id: string; readonly atMs: number; readonly origin: string },
): CloudEvent {
  return {
    specversion: '1.0',
    id: of.id,
    source: `//${of.origin}`,
    type: `dev.mandate.${event.name}.v1`,
    time: new Date(of.atMs).toISOString(),
    subject: event.subject,
    datacontenttype: 'application/json',
    data: event.data,
  };
}

/** Whether an endpoint wants an event: its patterns are types whose last part may be `*`. */
export function wantsEvent(
  patterns: readonly string[],
  { type }: Pick<CloudEvent, 'type'>,
): boolean {
  return patterns.some(pattern =>
    pattern.endsWith('*')
      ? type.startsWith(pattern.slice(0, -1))
      : type === pattern,
  );
}
