import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { isOvertaken } from '../../database/outbox/isOvertaken';
import { KEEPS_ORDER_FOR } from '../../database/outbox/lanes';
import {
  claimMessages,
  markDelivered,
  markReached,
  markUndelivered,
  type WaitingMessage,
} from '../../database/outbox/outgoing';
import { toEnvelope, wantsEvent } from '../../domain/event/cloudEvent';
import { PollingLoop } from '../PollingLoop';
import { retryWithJitter } from '../retryWithJitter';
import { deliverInOrder } from './deliverInOrder';
import { Patience } from './Patience';
import { Sending, type SendingDependencies } from './Sending';
import type { WebhookSettings } from './webhookSettings';

/** Stands among those that an event has reached once it is a message of its own for each webhook. */
const PASSED_ON = 'webhooks';

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
export interface OutboxDependencies extends SendingDependencies {
  readonly store: KernelStore;
  readonly webhooks: readonly WebhookSettings[];
  readonly logger: LoggerService;
  readonly settings: OutboxSettings;
}

/**
 * Delivers what transactions left in the outbox, after they were committed, in their order and at least once. Who does not
 * answer in time gets it again later, and keeps what is about something else waiting no longer than that.
 */
export class OutboxDelivery {
  readonly #dependencies: OutboxDependencies;
  readonly #sending: Sending;
  readonly #loop: PollingLoop;

  /** Throws for two notifiers of one id. */
  constructor(dependencies: OutboxDependencies) {
    const { store, settings } = dependencies;
    this.#dependencies = dependencies;
    this.#sending = new Sending({
      dependencies,
      patience: new Patience(settings.timeoutMs),
      onLate: (id, receiver) =>
        store.transaction(tx => markReached(tx, id, receiver)),
    });
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
    if (await this.#isOvertaken(waiting)) {
      await store.transaction(tx => markDelivered(tx, waiting.id));
      return 'over';
    }
    const outcome = await this.#sending.send(waiting);
    const { failure, isUntried } = outcome;
    if (failure === undefined) {
      await store.transaction(async tx => {
        this.#passOn(tx, waiting, outcome.reached);
        await markDelivered(tx, waiting.id);
      });
      return 'over';
    }
    const isGivenUp =
      waiting.type === 'unreadable' ||
      (!isUntried && waiting.attempts >= settings.maximumAttempts);
    // There may be thousands for somebody who hangs, and that was told already.
    logger[isUntried ? 'debug' : 'warn'](
      isGivenUp
        ? `Message ${waiting.id} is given up: ${failure}`
        : `Message ${waiting.id} is tried again later: ${failure}`,
    );
    await store.transaction(tx =>
      markUndelivered(tx, {
        id: waiting.id,
        words: failure,
        reached: this.#passOn(tx, waiting, outcome.reached),
        isUntried,
        ...(!isGivenUp && {
          delayMs: Math.max(
            retryWithJitter(waiting.attempts, settings.retry),
            // Until then nobody is asked, see `Patience`.
            isUntried ? settings.timeoutMs : 0,
          ),
          behind,
        }),
      }),
    );
    return isGivenUp ? 'over' : 'late';
  }

  /** Only one that those behind it waited for no longer can be; it would take the place of what is newer. */
  async #isOvertaken(waiting: WaitingMessage): Promise<boolean> {
    return (
      waiting.type === 'notification' &&
      waiting.attempts > KEEPS_ORDER_FOR &&
      this.#dependencies.store.read(tx => isOvertaken(tx, waiting))
    );
  }

  /**
   * An event goes on to every webhook that wants it, each as a message of its own, once: whoever listens to events in this
   * portal does not keep other systems waiting.
   */
  #passOn(
    tx: KernelTransaction,
    waiting: WaitingMessage,
    reached: readonly string[],
  ): readonly string[] {
    const { webhooks, origin } = this.#dependencies;
    if (waiting.type !== 'event' || reached.includes(PASSED_ON)) {
      return reached;
    }
    const event = toEnvelope(waiting.event, {
      id: waiting.id,
      atMs: waiting.createdAtMs,
      origin,
    });
    for (const { name, events } of webhooks) {
      if (wantsEvent(events, event)) {
        tx.outbox.add({ type: 'webhook', endpoint: name, event });
      }
    }
    return [...reached, PASSED_ON];
  }
}
