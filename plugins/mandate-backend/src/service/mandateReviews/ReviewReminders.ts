import type { KernelStore } from '../../database/KernelStore';
import { dueReminder } from '../../domain/mandateReview/dueReminder';
import { reminderMessage } from './mandateReviewMessages';
import { reviewables } from './reviewables';

/** Tells reviewers before the review of a mandate is due, and its owner too once it is overdue. */
export class ReviewReminders {
  readonly #store: KernelStore;

  constructor(store: KernelStore) {
    this.#store = store;
  }

  /** Sends what is due now. Of replicas that look at once, one sends. */
  async run(): Promise<void> {
    const due = await this.#store.read(async tx => {
      const nowMs = await tx.now();
      return reviewables(await tx.mandates.all()).flatMap(mandate => {
        const reminder = dueReminder({ ...mandate, nowMs });
        return reminder ? [{ mandate, reminder }] : [];
      });
    });
    for (const { mandate, reminder } of due) {
      await this.#store.transaction(async tx => {
        if (await tx.mandates.markReminded(mandate)) {
          tx.outbox.add({
            type: 'notification',
            message: reminderMessage(mandate, reminder),
          });
        }
      });
    }
  }
}
