import type { MandateSignal } from '@mandate/plugin-mandate-common';
import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import { z } from 'zod';
import {
  type CloudEvent,
  cloudEventSchema,
  type DomainEvent,
  domainEventSchema,
} from '../../domain/event/cloudEvent';
import { holdName } from '../advisoryLock';
import {
  integerColumn,
  jsonColumn,
  optionalText,
  toJsonColumn,
} from '../columns';
import { isSqlite } from '../dialect';
import type { KernelTransaction } from '../KernelTransaction';
import { KEEPS_ORDER_FOR } from './lanes';

/** A message that waits for delivery. */
export type WaitingMessage = {
  readonly id: string;
  readonly createdAtMs: number;
  /** How often its delivery was begun, this time included. */
  readonly attempts: number;
  /** Messages of one lane keep their order. */
  readonly lane?: string;
  /** Names of the receivers that have it already. */
  readonly reached: readonly string[];
} & (
  | {
      readonly type: 'notification';
      readonly message: OutboundMessage;
      /** The link to a vote that is to be signed. */
      readonly voteLinkId?: string;
    }
  | { readonly type: 'signal'; readonly signal: MandateSignal }
  | {
      readonly type: 'event';
      readonly event: DomainEvent;
    }
  | {
      readonly type: 'webhook';
      readonly endpoint: string;
      readonly event: CloudEvent;
    }
  /** Its payload cannot be read; it is not going to be better. */
  | { readonly type: 'unreadable'; readonly words: string }
);

const outboundMessageSchema = z.object({
  voteLinkId: z.string().optional(),
  id: z.string(),
  recipients: z.array(z.string()),
  excludeRecipients: z.array(z.string()).optional(),
  title: z.string(),
  description: z.string(),
  link: z.string(),
  severity: z.enum(['low', 'normal', 'high', 'critical']),
  topic: z.enum(['approval', 'change', 'finding', 'mandate']),
  scope: z.string(),
});

const signalSchema: z.ZodType<MandateSignal> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('change'),
    changeId: z.string(),
    entityRef: z.string(),
    state: z.string(),
  }),
  z.object({
    type: z.literal('finding'),
    findingId: z.string(),
    entityRef: z.string(),
  }),
  z.object({ type: z.literal('mandate'), name: z.string() }),
  z.object({ type: z.literal('kill-switch'), id: z.string() }),
  z.object({ type: z.literal('delegation'), id: z.string() }),
  z.object({ type: z.literal('calendar') }),
  z.object({ type: z.literal('ledger'), size: z.number() }),
]);

const webhookSchema = z.object({
  endpoint: z.string(),
  event: cloudEventSchema,
});

const rowSchema = z.object({
  id: z.string(),
  attempts: integerColumn,
  created_at: integerColumn,
  type: z.string(),
  payload: z.string(),
  lane: optionalText,
  reached: jsonColumn(z.array(z.string()))
    .nullable()
    .transform(names => names ?? []),
});

/**
 * Claims messages that are due, in the order in which they were written, and makes them due again after `leaseMs`: a
 * replica that dies while it delivers leaves them to be delivered once more. What stands in its lane behind one that
 * another replica delivers, or that is tried again soon, is left where it is. Replicas claim one after the other.
 */
export async function claimMessages(
  tx: KernelTransaction,
  options: {
    readonly limit: number;
    readonly leaseMs: number;
    /** Webhooks are slow and have a delivery of their own. */
    readonly webhooks: boolean;
  },
): Promise<readonly WaitingMessage[]> {
  await holdName(tx, 'outbox claim');
  const now = await tx.now();
  const ahead = tx
    .knex('mandate_outbox as ahead')
    .whereRaw('ahead.lane = message.lane')
    .whereRaw('ahead.position < message.position')
    .whereNull('ahead.delivered_at')
    .whereNull('ahead.dead_at')
    .where('ahead.due_at', '>', now)
    .where('ahead.attempts', '<', KEEPS_ORDER_FOR);
  const due = tx
    .knex('mandate_outbox as message')
    .select('message.id')
    .whereNull('message.delivered_at')
    .whereNull('message.dead_at')
    .where('message.type', options.webhooks ? '=' : '<>', 'webhook')
    .where('message.due_at', '<=', now)
    .whereNotExists(ahead)
    .orderBy('message.position')
    .limit(options.limit);
  const rows = await tx
    .knex('mandate_outbox')
    .whereIn('id', isSqlite(tx.knex) ? due : due.forUpdate().skipLocked())
    .update({
      due_at: now + options.leaseMs,
      attempts: tx.knex.raw('attempts + 1'),
    })
    .returning([
      'id',
      'attempts',
      'type',
      'payload',
      'lane',
      'reached',
      'created_at',
      'position',
    ]);
  return rows
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map(row => waitingMessage(rowSchema.parse(row)));
}

/** The message has reached everybody. */
export async function markDelivered(
  tx: KernelTransaction,
  id: string,
): Promise<void> {
  await tx
    .knex('mandate_outbox')
    .where({ id })
    .update({ delivered_at: await tx.now(), dead_at: null, last_error: null });
}

/**
 * One of its receivers took a message after its time was up: the others are tried again at once, also when it was given up
 * meanwhile.
 */
export async function markReached(
  tx: KernelTransaction,
  id: string,
  receiver: string,
): Promise<void> {
  const reached = await lockReached(tx, id);
  if (reached) {
    await tx
      .knex('mandate_outbox')
      .where({ id })
      .update({
        reached: toJsonColumn([...new Set([...reached, receiver])]),
        due_at: await tx.now(),
        dead_at: null,
      });
  }
}

/** Who has the message already; nobody else says so before this transaction ends. Undefined when everybody has it. */
async function lockReached(
  tx: KernelTransaction,
  id: string,
): Promise<readonly string[] | undefined> {
  const message = tx
    .knex('mandate_outbox')
    .where({ id })
    .whereNull('delivered_at');
  const [row] = await (isSqlite(tx.knex) ? message : message.forUpdate());
  return row && rowSchema.parse(row).reached;
}

/** The message could not be delivered: it is due again after a delay, or given up when there is none. */
export async function markUndelivered(
  tx: KernelTransaction,
  failure: {
    readonly id: string;
    readonly words: string;
    readonly delayMs?: number;
    /** Names of the receivers that have it nevertheless. */
    readonly reached?: readonly string[];
    /** True when nobody was asked: it counts as no try. */
    readonly isUntried?: boolean;
    /** Claimed messages that were not tried, because it comes first: they are due when it is. */
    readonly behind?: readonly WaitingMessage[];
  },
): Promise<void> {
  const { delayMs, isUntried, behind = [] } = failure;
  // Somebody may have taken it late since this try was over.
  const reached =
    failure.reached &&
    (await lockReached(tx, failure.id))?.concat(failure.reached);
  const now = await tx.now();
  // Another replica may have delivered them when this one's lease was over.
  const undelivered = () => tx.knex('mandate_outbox').whereNull('delivered_at');
  await undelivered()
    .where({ id: failure.id })
    .update({
      ...(delayMs === undefined ? { dead_at: now } : { due_at: now + delayMs }),
      ...(reached && { reached: toJsonColumn([...new Set(reached)]) }),
      ...(isUntried && { attempts: tx.knex.raw('attempts - 1') }),
      last_error: failure.words.slice(0, 2_000),
    });
  if (behind.length > 0 && delayMs !== undefined) {
    await undelivered()
      .whereIn(
        'id',
        behind.map(({ id }) => id),
      )
      .update({
        due_at: now + delayMs,
        attempts: tx.knex.raw('attempts - 1'),
      });
  }
}

function waitingMessage(row: z.output<typeof rowSchema>): WaitingMessage {
  const { id, attempts, lane, reached, created_at: createdAtMs } = row;
  const read = readPayload(row);
  if (read?.success) {
    return { id, attempts, lane, reached, createdAtMs, ...read.data };
  }
  return {
    id,
    attempts,
    lane,
    reached,
    createdAtMs,
    type: 'unreadable',
    words: read?.error.message ?? `Its type is '${row.type}'.`,
  };
}

/** What a row of the table says; undefined for a type that nobody knows. */
export function readPayload({
  type,
  payload,
}: {
  readonly type: string;
  readonly payload: string;
}) {
  switch (type) {
    case 'notification':
      return jsonColumn(outboundMessageSchema)
        .transform(({ voteLinkId, ...message }) => ({
          type: 'notification' as const,
          message,
          voteLinkId,
        }))
        .safeParse(payload);
    case 'signal':
      return jsonColumn(signalSchema)
        .transform(signal => ({ type: 'signal' as const, signal }))
        .safeParse(payload);
    case 'event':
      return jsonColumn(domainEventSchema)
        .transform(event => ({ type: 'event' as const, event }))
        .safeParse(payload);
    case 'webhook':
      return jsonColumn(webhookSchema)
        .transform(webhook => ({ type: 'webhook' as const, ...webhook }))
        .safeParse(payload);
    default:
      return undefined;
  }
}
