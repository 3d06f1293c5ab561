import type { KernelStore } from '../../database/KernelStore';
import { forgetJournals } from '../../database/retention/forgetJournals';
import { forgetMessages } from '../../database/retention/forgetMessages';
import { forgetVoteLinks } from '../../database/retention/forgetVoteLinks';
import { KERNEL_ACTOR } from '../change/actors';
import type { RetentionSettings } from '../settings/retentionSettings';

/**
 * Forgets rows that nothing depends on any more: delivered messages and the links to votes in them, messages that were given
 * up long ago, and the journals of runs. Changes, decisions, votes and the ledger stay; so does what names a person under legal hold. Every replica may
 * run it: rows are deleted once.
 */
export class Retention {
  readonly #store: KernelStore;
  readonly #settings: RetentionSettings;

  constructor(store: KernelStore, settings: RetentionSettings) {
    this.#store = store;
    this.#settings = settings;
  }

  /** Forgets what is old enough now, in short transactions. */
  async apply(): Promise<void> {
    while (await this.#forgetMessages()) {
      // Each round is a transaction of its own, so that nobody waits long.
    }
    while (await this.#forgetVoteLinks()) {
      // As above.
    }
    while (await this.#forgetJournals()) {
      // As above.
    }
  }

  #forgetMessages(): Promise<boolean> {
    const { messages, deadLetters } = this.#settings;
    return this.#store.transaction(async tx => {
      const now = await tx.now();
      const { isMore } = await forgetMessages(tx, {
        deliveredMs: now - messages,
        givenUpMs: now - deadLetters,
      });
      return isMore;
    });
  }

  /** Links go with the messages that carried them. */
  #forgetVoteLinks(): Promise<boolean> {
    const { messages } = this.#settings;
    return this.#store.transaction(async tx => {
      const { isMore } = await forgetVoteLinks(tx, (await tx.now()) - messages);
      return isMore;
    });
  }

  async #forgetJournals(): Promise<boolean> {
    const { journals } = this.#settings;
    if (journals === undefined) {
      return false;
    }
    return this.#store.transaction(async tx => {
      const { changes, isMore } = await forgetJournals(
        tx,
        (await tx.now()) - journals,
      );
      if (changes > 0) {
        tx.ledger.append({
          kind: 'configuration',
          actor: KERNEL_ACTOR,
          data: {
            event: 'journals-forgotten',
            words: `The journals of ${changes} changes were forgotten by their age.`,
            changes,
          },
        });
      }
      return isMore;
    });
  }
}
