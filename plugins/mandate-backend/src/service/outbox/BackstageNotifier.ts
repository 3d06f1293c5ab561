import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { Notifier, OutboundMessage } from '@mandate/plugin-mandate-node';

/** Delivers through Backstage's notifications. The scope makes a repeat replace what was there before. */
export class BackstageNotifier implements Notifier {
  readonly id = 'backstage';
  readonly #notifications: Pick<NotificationService, 'send'>;

  constructor(notifications: Pick<NotificationService, 'send'>) {
    this.#notifications = notifications;
  }

  async deliver(message: OutboundMessage): Promise<void> {
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: [...message.recipients],
        ...(message.excludeRecipients !== undefined && {
          excludeEntityRef: [...message.excludeRecipients],
        }),
      },
      payload: {
        title: message.title,
        description: message.description,
        // What a notification processor sends by mail or chat is the same link.
        link: message.voteLink ?? message.link,
        severity: message.severity,
        topic: message.topic,
        scope: message.scope,
      },
    });
  }
}
