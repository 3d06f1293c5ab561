import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type { DeadLetterView } from '@mandate/plugin-mandate-common';
import { z } from 'zod';
import type { KernelStore } from '../../database/KernelStore';
import {
  type DeadLetter,
  discardDeadLetter,
  readDeadLetters,
  reviveDeadLetter,
} from '../../database/outbox/deadLetters';
import { demandPresence } from '../operations/demandPresence';
import type { DeadLetterService } from './DeadLetterService';

/** The page shows no more; when these are dealt with, older ones come. */
const MAX_LISTED = 100;

/** What of any message tells people what it is. */
const payloadSchema = z.looseObject({
  recipients: z.array(z.string()).optional(),
  title: z.string().optional(),
  endpoint: z.string().optional(),
  event: z.looseObject({ type: z.string() }).optional(),
  name: z.string().optional(),
});
const typeSchema = z.enum(['notification', 'signal', 'event', 'webhook']);

/** Dead letters on the database. */
export class DefaultDeadLetterService implements DeadLetterService {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  async list(): Promise<readonly DeadLetterView[]> {
    const letters = await this.#store.read(tx =>
      readDeadLetters(tx, MAX_LISTED),
    );
    return letters.map(toView);
  }

  async replay(id: string): Promise<void> {
    demandFound(
      id,
      await this.#store.transaction(tx => reviveDeadLetter(tx, id)),
    );
  }

  readonly discard: DeadLetterService['discard'] = async (
    id,
    _request,
    { caller },
  ) => {
    demandPresence(caller, 'discard messages');
    if (caller.proposer.kind !== 'user') {
      throw new NotAllowedError(
        'Only people discard messages, signed in as themselves: nobody hears of a discarded one. You can have it sent again once the cause is mended.',
      );
    }
    demandFound(
      id,
      await this.#store.transaction(tx => discardDeadLetter(tx, id)),
    );
  };
}

function demandFound(
  id: string,
  outcome: 'revived' | 'discarded' | 'not-found' | 'held',
): void {
  if (outcome === 'held') {
    throw new ConflictError(
      'The message names somebody under legal hold, so it stays until that is released. It can be sent again.',
    );
  }
  if (outcome === 'not-found') {
    throw new NotFoundError(
      `No message ${id} was given up; it may have been sent again or discarded already.`,
    );
  }
}

function toView(letter: DeadLetter): DeadLetterView {
  // One that cannot be read was given up for that, and is shown all the same.
  const payload = readPayload(letter.payload);
  return {
    id: letter.id,
    type: typeSchema.catch('event').parse(letter.type),
    to: payload.endpoint ?? payload.recipients?.join(', ') ?? 'everybody',
    subject: payload.title ?? payload.event?.type ?? payload.name ?? '',
    createdAt: new Date(letter.createdAtMs).toISOString(),
    givenUpAt: new Date(letter.deadAtMs).toISOString(),
    error: letter.error,
  };
}

function readPayload(text: string): z.output<typeof payloadSchema> {
  try {
    return payloadSchema.parse(JSON.parse(text));
  } catch {
    return {};
  }
}
