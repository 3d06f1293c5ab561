import type { KernelStore } from '../../database/KernelStore';
import type { InterventionRoles } from '../../domain/intervention/mayIntervene';
import { reviewReminder } from '../../domain/intervention/reviewReminder';
import { interventionReminder } from './interventionMessages';

/** Tells reviewers before an intervention's review is due, and who intervened too once it is overdue. */
export class InterventionReminders {
  readonly #store: KernelStore;
  readonly #roles: Pick<InterventionRoles, 'reviewers'>;

  constructor(store: KernelStore, roles: Pick<InterventionRoles, 'reviewers'>) {
    this.#store = store;
    this.#roles = roles;
  }

  /** Sends what is due now. Of replicas that look at once, one sends. */
  async run(): Promise<void> {
    const due = await this.#store.read(async tx => {
      const nowMs = await tx.now();
      const open = await tx.interventions.list({ reviewed: false });
      return open.flatMap(intervention => {
        const reminder = reviewReminder(intervention, nowMs);
        return reminder ? [{ intervention, reminder }] : [];
      });
    });
    for (const { intervention, reminder } of due) {
      await this.#store.transaction(async tx => {
        if (await tx.interventions.markReminded(intervention)) {
          const change = await tx.changes.get(intervention.changeId);
          await tx.outbox.add({
            type: 'notification',
            message: interventionReminder(intervention, {
              reminder,
              title: change?.title ?? intervention.changeId,
              reviewers: this.#roles.reviewers,
            }),
          });
        }
      });
    }
  }
}
