import type { LoggerService } from '@backstage/backend-plugin-api';
import type { KernelStore } from '../../database/KernelStore';
import {
  claimMessages,
  markDelivered,
  markUndelivered,
  type WaitingMessage,
} from '../../database/outbox/outgoing';
import { PollingLoop } from '../PollingLoop';
import { retryWithJitter } from '../retryWithJitter';
import type { OutboxSettings } from './OutboxDelivery';
import { deliverInOrder } from './deliverInOrder';
import { Patience } from './Patience';
import { postWebhook } from './postWebhook';
import type { WebhookSettings } from './webhookSettings';

/** What delivering to webhooks needs. */
export interface WebhookDependencies {
  readonly store: KernelStore;
  readonly webhooks: readonly WebhookSettings[];
  readonly logger: LoggerService;
  readonly settings: OutboxSettings;
}

/**
 * Delivers events to webhooks, apart from everything else: a receiver that hangs keeps nobody waiting but what it is sent
 * about the same change, which it gets in its order. What fails too often is given up and waits among the dead letters for a person.
 */
export class WebhookDelivery {
  readonly #dependencies: WebhookDependencies;
  readonly #patience: Patience;
  readonly #loop: PollingLoop;

  constructor(dependencies: WebhookDependencies) {
    this.#dependencies = dependencies;
    this.#patience = new Patience(dependencies.settings.timeoutMs);
    this.#loop = new PollingLoop({
      name: 'webhooks',
      intervalMs: dependencies.settings.pollMs,
      logger: dependencies.logger,
      work: () => this.deliverDue(),
    });
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** Delivers what is due, once. */
  async deliverDue(): Promise<void> {
    const { store, settings } = this.#dependencies;
    const { batch: limit, leaseMs } = settings;
    let messages: readonly WaitingMessage[];
    do {
      messages = await store.transaction(tx =>
        claimMessages(tx, { limit, leaseMs, webhooks: true }),
      );
      await deliverInOrder(messages, (message, behind) =>
        this.#deliver(message, behind),
      );
    } while (messages.length === limit);
  }

  async #deliver(
    waiting: WaitingMessage,
    behind: readonly WaitingMessage[],
  ): Promise<'over' | 'late'> {
    const { store, settings, logger } = this.#dependencies;
    const { id, attempts } = waiting;
    const failure = await this.#send(waiting);
    if (!failure) {
      await store.transaction(tx => markDelivered(tx, id));
      return 'over';
    }
    const isGivenUp = failure.forGood || attempts >= settings.maximumAttempts;
    logger.warn(
      isGivenUp
        ? `Webhook message ${id} is given up: ${failure.words}`
        : `Webhook message ${id} is tried again later: ${failure.words}`,
    );
    await store.transaction(tx =>
      markUndelivered(tx, {
        id,
        words: failure.words,
        ...(!isGivenUp && {
          delayMs: retryWithJitter(attempts, settings.retry),
          behind,
        }),
      }),
    );
    return isGivenUp ? 'over' : 'late';
  }

  async #send(
    waiting: WaitingMessage,
  ): Promise<
    { readonly words: string; readonly forGood: boolean } | undefined
  > {
    if (waiting.type !== 'webhook') {
      return { words: 'It cannot be read.', forGood: true };
    }
    const webhook = this.#dependencies.webhooks.find(
      ({ name }) => name === waiting.endpoint,
    );
    if (!webhook) {
      return {
        words: `No webhook '${waiting.endpoint}' is configured any more.`,
        forGood: true,
      };
    }
    try {
      await this.#patience.wait(`The webhook '${webhook.name}'`, signal =>
        postWebhook(webhook, waiting.event, signal),
      );
      return undefined;
    } catch (error) {
      return {
        words: error instanceof Error ? error.message : String(error),
        forGood: false,
      };
    }
  }
}
