import type { MandateSignal } from '@mandate/plugin-mandate-common';
import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import { toJsonColumn } from '../columns';
import type { KernelTransaction } from '../KernelTransaction';

/** What leaves the kernel: a notification to people, or a signal to open portals. */
export type OutgoingMessage =
  | {
      readonly type: 'notification';
      readonly message: Omit<OutboundMessage, 'id' | 'voteLink'>;
      /** The link to a vote that the delivered message carries, signed then. */
      readonly voteLinkId?: string;
    }
  | { readonly type: 'signal'; readonly signal: MandateSignal };

/** Messages made in the transaction of their cause; the run side's outbox delivers them at least once. */
export class OutboxStore {
  readonly #tx: KernelTransaction;

  constructor(tx: KernelTransaction) {
    this.#tx = tx;
  }

  /** The payload of a notification is an `OutboundMessage`, of a signal a `MandateSignal`, both as JSON. */
  async add(outgoing: OutgoingMessage): Promise<void> {
    this.#tx.queuedWork.add('messages');
    const id = randomUUID();
    const now = await this.#tx.now();
    const payload =
      outgoing.type === 'notification'
        ? { id, ...outgoing.message, voteLinkId: outgoing.voteLinkId }
        : outgoing.signal;
    await this.#tx.knex('mandate_outbox').insert({
      id,
      type: outgoing.type,
      payload: toJsonColumn(payload),
      created_at: now,
      due_at: now,
    });
  }
}
