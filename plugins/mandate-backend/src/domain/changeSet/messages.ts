import type { Proposer } from '@mandate/plugin-mandate-common';
import type { OutboundMessage } from '@mandate/plugin-mandate-node';

/** To who proposed a set: it was given up, because not all of it was proposed. Nobody is told when no person proposed it. */
export function changeSetGivenUp(
  set: { readonly id: string; readonly title: string; readonly size: number },
  proposer: Proposer,
  proposed: number,
): Omit<OutboundMessage, 'id'> | undefined {
  const person = proposer.kind === 'user' ? proposer.ref : proposer.onBehalfOf;
  return person === undefined
    ? undefined
    : {
        recipients: [person],
        title: `Cancelled: ${set.title}`,
        description: `Only ${proposed} of ${set.size} changes were proposed before the portal was interrupted, so nothing of it was started. Propose it again if it is still wanted.`,
        link: `/changes/sets/${set.id}`,
        severity: 'high',
        topic: 'change',
        scope: `mandate-change-set-${set.id}`,
      };
}
