import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import type { Change } from '../../domain/change/change';

/** Tells the proposer, or the target's owner when no person proposed it, that nobody decided in time. */
export function expiryMessage(
  change: Change,
): Omit<OutboundMessage, 'id'> | undefined {
  const { proposer, target } = change;
  const recipients = [
    proposer.kind === 'user' ? proposer.ref : target.owner,
    proposer.onBehalfOf,
  ].filter(recipient => recipient !== undefined);
  if (recipients.length === 0) {
    return undefined;
  }
  return {
    recipients,
    title: `Expired: ${change.title}`,
    description: change.statusWords,
    link: `/changes/${change.id}`,
    severity: 'normal',
    topic: 'change',
    scope: `mandate-change-${change.id}`,
  };
}
