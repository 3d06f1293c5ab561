import { mandatePath } from '@mandate/plugin-mandate-common';
import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import { shortName } from '../../domain/approval/waitingWords';
import type { MandateReview } from '../../domain/mandateReview/mandateReview';
import type { ReviewableMandate } from './reviewables';

type Message = Omit<OutboundMessage, 'id'>;

/** To the reviewers, and once it is overdue to the owner too, who loses autonomy by it. */
export function reminderMessage(
  mandate: ReviewableMandate,
  reminder: 'soon' | 'overdue',
): Message {
  const { title, reviewers, owner, dueAtMs } = mandate;
  const day = new Date(dueAtMs).toISOString().slice(0, 10);
  return {
    ...aboutMandate(mandate),
    recipients:
      reminder === 'soon' ? [reviewers] : [...new Set([reviewers, owner])],
    title:
      reminder === 'soon'
        ? `Review mandate ${title} by ${day}`
        : `The review of mandate ${title} is overdue`,
    description:
      reminder === 'soon'
        ? 'Read what it grants, and say whether it still holds. Without a review it grants nothing by itself from then on.'
        : `It was due on ${day}. Until somebody of ${shortName(
            reviewers,
          )} confirms it, it grants nothing by itself and every change asks people.`,
    severity: reminder === 'soon' ? 'normal' : 'high',
  };
}

/** To the mandate's owner: what the review says. */
export function reviewedMessage(
  mandate: ReviewableMandate,
  { verdict, comment, by }: MandateReview,
): Message {
  return {
    ...aboutMandate(mandate),
    recipients: [mandate.owner],
    excludeRecipients: [by],
    title:
      verdict === 'confirmed'
        ? `Mandate ${mandate.title} was reviewed and is confirmed`
        : `Mandate ${mandate.title} was reviewed and has to be changed`,
    description: `${shortName(by)}: ${comment}`,
    severity: verdict === 'confirmed' ? 'low' : 'high',
  };
}

function aboutMandate({ entityRef }: ReviewableMandate) {
  return {
    link: mandatePath(entityRef),
    topic: 'mandate',
    scope: `mandate-review-${entityRef}`,
  } as const;
}
