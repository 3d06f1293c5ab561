import { InputError } from '@backstage/errors';
import type { Page, StoryItem } from '@mandate/plugin-mandate-common';
import type { KernelStore } from '../../database/KernelStore';
import { readEntries } from '../../database/ledger/LedgerReader';
import { storyItem } from '../../domain/change/story';

/** Findings, changes and outcomes of an entity, newest first; each line is a ledger entry. */
export class Timeline {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  async ofEntity(request: {
    readonly entityRef: string;
    readonly cursor?: string;
    readonly limit: number;
  }): Promise<Page<StoryItem>> {
    const { cursor, limit } = request;
    const beyond = cursor === undefined ? undefined : Number(cursor);
    if (beyond !== undefined && !Number.isSafeInteger(beyond)) {
      throw new InputError(
        'The cursor is not one that this list gave. Start again without a cursor.',
      );
    }
    const found = await this.#store.readLedger(tx =>
      readEntries(tx.knex, {
        subject: request.entityRef.toLowerCase(),
        beyond,
        order: 'newest-first',
        limit: limit + 1,
      }),
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(storyItem),
      ...(last && found.length > limit && { nextCursor: String(last.index) }),
    };
  }
}
