import type { EventsService } from '@backstage/plugin-events-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  type MandateSignal,
  MANDATE_EVENTS_TOPIC,
  MANDATE_SIGNALS_CHANNEL,
} from '@mandate/plugin-mandate-common';
import type { Notifier, OutboundMessage } from '@mandate/plugin-mandate-node';
import type { WaitingMessage } from '../../database/outbox/outgoing';
import { toEnvelope } from '../../domain/event/cloudEvent';
import type { VoteLinkSigner } from '../voteLinks/VoteLinkSigner';
import { NotAskedError } from './NotAskedError';
import type { Patience } from './Patience';

/** Where messages go. */
export interface SendingDependencies {
  /** All of them get each notification; one that throws gets it again later. */
  readonly notifiers: readonly Notifier[];
  readonly signals: Pick<SignalsService, 'publish'>;
  readonly events: Pick<EventsService, 'publish'>;
  /** Names this portal in events, as in the ledger's checkpoints. */
  readonly origin: string;
  /** Signs the links to votes. */
  readonly voteLinks: Pick<VoteLinkSigner, 'sign'>;
}

/** What became of a message. */
export interface SendOutcome {
  /** Names of all receivers that have it now. */
  readonly reached: readonly string[];
  /** Why others do not; absent when everybody has it. */
  readonly failure?: string;
  /** True when nobody was asked: it counts as no try. */
  readonly isUntried: boolean;
}

/** One of those that a message is for. */
interface Receiver {
  readonly name: string;
  readonly who: string;
  readonly send: () => Promise<void>;
}

type ReadableMessage = Exclude<WaitingMessage, { type: 'unreadable' }>;

/**
 * Sends messages to those who do not have them yet. Who takes a message after its time was up has it all the same, and is
 * not sent it once more: nobody gets thirty mails because a mail server is slow.
 */
export class Sending {
  readonly #dependencies: SendingDependencies;
  readonly #patience: Patience;
  readonly #onLate: (messageId: string, receiver: string) => Promise<void>;
  /** What was begun and not answered yet, also when its time is up. */
  readonly #open = new Set<string>();

  /** Throws for two notifiers of one id: whom a message has reached is known by it. */
  constructor(options: {
    readonly dependencies: SendingDependencies;
    readonly patience: Patience;
    /** A receiver took a message after its time was up. */
    readonly onLate: (messageId: string, receiver: string) => Promise<void>;
  }) {
    const ids = options.dependencies.notifiers.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) !== index);
    if (twice !== undefined) {
      throw new Error(
        `Two modules add the notifier '${twice}'. Remove one of them from the backend.`,
      );
    }
    this.#dependencies = options.dependencies;
    this.#patience = options.patience;
    this.#onLate = options.onLate;
  }

  async send(waiting: WaitingMessage): Promise<SendOutcome> {
    if (waiting.type === 'unreadable') {
      return {
        reached: [],
        failure: `It cannot be read: ${waiting.words}`,
        isUntried: false,
      };
    }
    const reached = [...waiting.reached];
    const failures: { words: string; isUntried: boolean }[] = [];
    await Promise.all(
      this.#receivers(waiting)
        .filter(({ name }) => !waiting.reached.includes(name))
        .map(async receiver => {
          const failure = await this.#reach(receiver, waiting);
          if (failure) {
            failures.push(failure);
          } else {
            reached.push(receiver.name);
          }
        }),
    );
    return {
      reached,
      ...(failures.length > 0 && {
        failure: failures.map(({ words }) => words).join('; '),
      }),
      isUntried:
        failures.length > 0 && failures.every(({ isUntried }) => isUntried),
    };
  }

  /** Why the receiver does not have it; undefined when it does. */
  async #reach(
    { name, who, send }: Receiver,
    { id: messageId, attempts }: WaitingMessage,
  ): Promise<{ words: string; isUntried: boolean } | undefined> {
    const call = `${messageId} ${name}`;
    // The first try of one that was begun before is that of somebody who replays it: they want it sent.
    if (this.#open.has(call) && attempts > 1) {
      // A try as any other: who never answers keeps nobody waiting for ever.
      return { words: `${who} has not answered yet.`, isUntried: false };
    }
    let isTimeUp = false;
    try {
      await this.#patience.wait(who, async () => {
        this.#open.add(call);
        try {
          await send();
          if (isTimeUp) {
            await this.#onLate(messageId, name);
          }
        } finally {
          this.#open.delete(call);
        }
      });
      return undefined;
    } catch (error) {
      isTimeUp = true;
      return {
        words: error instanceof Error ? error.message : String(error),
        isUntried: error instanceof NotAskedError,
      };
    }
  }

  #receivers(waiting: ReadableMessage): readonly Receiver[] {
    const { notifiers, signals, events, origin } = this.#dependencies;
    switch (waiting.type) {
      case 'notification':
        return notifiers.map(notifier => ({
          name: notifier.id,
          who: `The notifier '${notifier.id}'`,
          send: async () => notifier.deliver(this.#withLink(waiting)),
        }));
      case 'signal':
        return [
          {
            name: 'signals',
            who: 'The service of signals',
            send: () => publishSignal(signals, waiting.signal),
          },
        ];
      case 'event':
        return [
          {
            name: 'events',
            who: 'Who listens to events',
            send: () =>
              events.publish({
                topic: MANDATE_EVENTS_TOPIC,
                eventPayload: toEnvelope(waiting.event, {
                  id: waiting.id,
                  atMs: waiting.createdAtMs,
                  origin,
                }),
              }),
          },
        ];
      default:
        return [];
    }
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
}

async function publishSignal(
  signals: SendingDependencies['signals'],
  signal: MandateSignal,
): Promise<void> {
  await signals.publish({
    recipients: { type: 'broadcast' },
    channel: MANDATE_SIGNALS_CHANNEL,
    message:
      signal.type === 'cluster'
        ? { ...signal, namespaces: [...signal.namespaces] }
        : { ...signal },
  });
}
