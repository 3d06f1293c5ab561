import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  type MandateSignal,
  MANDATE_EVENTS_TOPIC,
  MANDATE_SIGNALS_CHANNEL,
} from '@mandate/plugin-mandate-common';
import type { Notifier, OutboundMessage } from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import {
  claimMessages,
  markDelivered,
  markUndelivered,
  type WaitingMessage,
} from '../../database/outbox/outgoing';
import type { KernelTransaction } from '../../database/KernelTransaction';
import {
  type CloudEvent,
  toEnvelope,
  wantsEvent,
} from '../../domain/event/cloudEvent';
import { PollingLoop } from '../PollingLoop';
import { retryWithJitter } from '../retryWithJitter';
import { deliverInOrder } from './deliverInOrder';
import { Patience } from './Patience';
import type { WebhookSettings } from './webhookSettings';
import type { VoteLinkSigner } from '../voteLinks/VoteLinkSigner';

/** How messages are delivered. Times are in milliseconds. */
export interface OutboxSettings {
  readonly pollMs: number;
  /** After how long a message whose delivery was begun and not finished is delivered again. */
  readonly leaseMs: number;
  /** How long one delivery may take before it counts as failed; shorter than the lease. */
  readonly timeoutMs: number;
  readonly batch: number;
  readonly retry: { readonly initialMs: number; readonly maximumMs: number };
  /** After how many tries a message is given up. */
  readonly maximumAttempts: number;
}

/** What holds unless somebody says otherwise. */
export const defaultOutboxSettings: OutboxSettings = {
  pollMs: 1_000,
  leaseMs: 60_000,
  timeoutMs: 10_000,
  batch: 50,
  retry: { initialMs: 2_000, maximumMs: 300_000 },
  maximumAttempts: 30,
};

/** What delivering needs. */
export interface OutboxDependencies {
  readonly store: KernelStore;
  /** All of them get each notification; one that throws gets it again later. */
  readonly notifiers: readonly Notifier[];
  readonly signals: Pick<SignalsService, 'publish'>;
  readonly events: Pick<EventsService, 'publish'>;
  readonly webhooks: readonly WebhookSettings[];
  /** Names this portal in events, as in the ledger's checkpoints. */
  readonly origin: string;
  /** Signs the links to votes. */
  readonly voteLinks: Pick<VoteLinkSigner, 'sign'>;
  readonly logger: LoggerService;
  readonly settings: OutboxSettings;
}

/**
 * Delivers what transactions left in the outbox, after they were committed, in their order and at least once. Who does not
 * answer in time gets it again later, and keeps what is about something else waiting no longer than that.
 */
export class OutboxDelivery {
  readonly #dependencies: OutboxDependencies;
  readonly #patience: Patience;
  readonly #loop: PollingLoop;

  /** Throws for two notifiers of one id: whom a message has reached is known by it. */
  constructor(dependencies: OutboxDependencies) {
    const ids = dependencies.notifiers.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      throw new Error(
        `Two modules add the notifier '${twice}'. Remove one of them from the backend.`,
      );
    }
    this.#dependencies = dependencies;
    this.#patience = new Patience(dependencies.settings.timeoutMs);
    this.#loop = new PollingLoop({
      name: 'outgoing messages',
      intervalMs: dependencies.settings.pollMs,
      logger: dependencies.logger,
      work: () => this.deliverDue(),
    });
  }

  start(): void {
    this.#loop.start();
  }

  /** Delivers now. */
  wake(): void {
    this.#loop.wake();
  }

  /** Ends after the delivery under way. */
  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Delivers what is due, once. */
  async deliverDue(): Promise<void> {
    const { store, settings } = this.#dependencies;
    const { batch, leaseMs } = settings;
    let messages: readonly WaitingMessage[];
    do {
      messages = await store.transaction(tx =>
        claimMessages(tx, { limit: batch, leaseMs, webhooks: false }),
      );
      await deliverInOrder(messages, (message, behind) =>
        this.#deliver(message, behind),
      );
    } while (messages.length === batch);
  }

  async #deliver(
    waiting: WaitingMessage,
    behind: readonly WaitingMessage[],
  ): Promise<'over' | 'late'> {
    const { store, settings, logger } = this.#dependencies;
    const { failure, reached } = await this.#send(waiting);
    if (failure === undefined) {
      await store.transaction(async tx => {
        await this.#passOn(tx, waiting);
        await markDelivered(tx, waiting.id);
      });
      return 'over';
    }
    const isGivenUp =
      waiting.type === 'unreadable' ||
      waiting.attempts >= settings.maximumAttempts;
    logger.warn(
      isGivenUp
        ? `Message ${waiting.id} is given up: ${failure}`
        : `Message ${waiting.id} is tried again later: ${failure}`,
    );
    await store.transaction(tx =>
      markUndelivered(tx, {
        id: waiting.id,
        words: failure,
        reached,
        ...(!isGivenUp && {
          delayMs: retryWithJitter(waiting.attempts, settings.retry),
          behind,
        }),
      }),
    );
    return isGivenUp ? 'over' : 'late';
  }

  /** Why it could not be delivered, and who took it nevertheless; no failure when everybody did. */
  async #send(
    waiting: WaitingMessage,
  ): Promise<{ readonly failure?: string; readonly reached?: string[] }> {
    switch (waiting.type) {
      case 'unreadable':
        return { failure: `It cannot be read: ${waiting.words}` };
      case 'notification':
        return this.#notify(waiting);
      case 'signal':
        return this.#try('The service of signals', () =>
          this.#publish(waiting.signal),
        );
      case 'event':
        return this.#try('Who listens to events', () =>
          this.#dependencies.events.publish({
            topic: MANDATE_EVENTS_TOPIC,
            eventPayload: this.#envelope(waiting),
          }),
        );
      default:
        return {};
    }
  }

  /** Tells those who have not been told yet. */
  async #notify(
    waiting: Extract<WaitingMessage, { type: 'notification' }>,
  ): Promise<{ readonly failure?: string; readonly reached: string[] }> {
    const reached = [...waiting.reached];
    const failures: string[] = [];
    await Promise.all(
      this.#dependencies.notifiers
        .filter(({ id }) => !waiting.reached.includes(id))
        .map(async notifier => {
          const { failure } = await this.#try(
            `The notifier '${notifier.id}'`,
            async () => notifier.deliver(this.#withLink(waiting)),
          );
          if (failure === undefined) {
            reached.push(notifier.id);
          } else {
            failures.push(failure);
          }
        }),
    );
    return {
      reached,
      ...(failures.length > 0 && { failure: failures.join('; ') }),
    };
  }

  async #try(
    who: string,
    work: () => Promise<void>,
  ): Promise<{ readonly failure?: string }> {
    try {
      await this.#patience.wait(who, work);
      return {};
    } catch (error) {
      return {
        failure: error instanceof Error ? error.message : String(error),
      };
    }
  }

  /** An event goes on to every webhook that wants it, each as a message of its own. */
  async #passOn(tx: KernelTransaction, waiting: WaitingMessage): Promise<void> {
    if (waiting.type !== 'event') {
      return;
    }
    const event = this.#envelope(waiting);
    for (const { name, events } of this.#dependencies.webhooks) {
      if (wantsEvent(events, event)) {
        tx.outbox.add({ type: 'webhook', endpoint: name, event });
      }
    }
  }

  #envelope(waiting: Extract<WaitingMessage, { type: 'event' }>): CloudEvent {
    return toEnvelope(waiting.event, {
      id: waiting.id,
      atMs: waiting.createdAtMs,
      origin: this.#dependencies.origin,
    });
  }

  #withLink({
    message,
    voteLinkId,
  }: Extract<WaitingMessage, { type: 'notification' }>): OutboundMessage {
    return voteLinkId === undefined
      ? message
      : {
          ...message,
          voteLink: `/approvals/vote/${this.#dependencies.voteLinks.sign(
            voteLinkId,
          )}`,
        };
  }

  async #publish(signal: MandateSignal): Promise<void> {
    await this.#dependencies.signals.publish({
      recipients: { type: 'broadcast' },
      channel: MANDATE_SIGNALS_CHANNEL,
      message:
        signal.type === 'cluster'
          ? { ...signal, namespaces: [...signal.namespaces] }
          : { ...signal },
    });
  }
}
