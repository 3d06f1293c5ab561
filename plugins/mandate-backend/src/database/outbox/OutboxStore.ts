import type { MandateSignal } from '@mandate/plugin-mandate-common';
import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import type { CloudEvent, DomainEvent } from '../../domain/event/cloudEvent';
import { toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';
import { laneOf } from './lanes';

/** What leaves the kernel: to people, to open portals, to other plugins, to other systems. */
export type OutgoingMessage =
  | {
      readonly type: 'notification';
      readonly message: Omit<OutboundMessage, 'id' | 'voteLink'>;
      /** The link to a vote that the delivered message carries, signed then. */
      readonly voteLinkId?: string;
    }
  | { readonly type: 'signal'; readonly signal: MandateSignal }
  | { readonly type: 'event'; readonly event: DomainEvent }
  | {
      readonly type: 'webhook';
      /** Name of the endpoint in the configuration. */
      readonly endpoint: string;
      readonly event: CloudEvent;
    };

/** Messages made in the transaction of their cause; the run side's outbox delivers them at least once. */
export class OutboxStore {
  readonly #tx: KernelTransaction;
  readonly #messages: OutgoingMessage[] = [];

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** Adds a message. */
  add(outgoing: OutgoingMessage): void {
    this.#tx.queuedWork.add('messages');
    this.#messages.push(outgoing);
  }

  /** Writes the messages, all at once; the store calls it at the end of a transaction. */
  async flush(): Promise<void> {
    if (this.#messages.length === 0) {
      return;
    }
    const now = await this.#tx.now();
    await this.#tx.knex('mandate_outbox').insert(
      this.#messages.splice(0).map(outgoing => {
        const id = randomUUID();
        return {
          id,
          type: outgoing.type,
          payload: toJsonColumn(payloadOf(outgoing, id)),
          lane: laneOf(outgoing) ?? null,
          created_at: now,
          due_at: now,
        };
      }),
    );
  }
}

function payloadOf(outgoing: OutgoingMessage, id: string): object {
  switch (outgoing.type) {
    case 'notification':
      return { id, ...outgoing.message, voteLinkId: outgoing.voteLinkId };
    case 'signal':
      return outgoing.signal;
    case 'event':
      return outgoing.event;
    default:
      return { endpoint: outgoing.endpoint, event: outgoing.event };
  }
}
