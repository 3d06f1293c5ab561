import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import { randomUUID } from 'node:crypto';
import type { KernelTransaction } from '../../database/KernelTransaction';
import type { Change, ChangeRevision } from '../../domain/change/change';

/** A link outlives no working day, also where the approval may take longer. */
const MAX_LINK_MS = 24 * 3_600_000;

/** Sends a message that asks for votes, with a link that leads to the vote on this plan. */
export async function askForVotes(
  tx: KernelTransaction,
  change: Change,
  revision: ChangeRevision,
  message: Omit<OutboundMessage, 'id' | 'voteLink'>,
): Promise<void> {
  const voteLinkId = randomUUID();
  await tx.voteLinks.insert({
    id: voteLinkId,
    changeId: change.id,
    revision: revision.number,
    digest: revision.digest,
    expiresAtMs: Math.min(
      change.expiresAtMs ?? Infinity,
      (await tx.now()) + MAX_LINK_MS,
    ),
  });
  tx.outbox.add({ type: 'notification', message, voteLinkId });
}
