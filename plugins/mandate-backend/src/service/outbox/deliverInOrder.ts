import { KEEPS_ORDER_FOR } from '../../database/outbox/lanes';
import type { WaitingMessage } from '../../database/outbox/outgoing';

/** Answers `late` for a message that is to be tried again, with those behind it that wait with it. */
type Deliver = (
  message: WaitingMessage,
  behind: readonly WaitingMessage[],
) => Promise<'over' | 'late'>;

/**
 * Delivers the messages of a lane one after the other, and lanes at the same time. Where one is to be tried again, those
 * behind it in its lane wait with it, for the first tries: the older one of two does not come last because of a moment's
 * failure.
 */
export async function deliverInOrder(
  messages: readonly WaitingMessage[],
  deliver: Deliver,
): Promise<void> {
  await Promise.all(inLanes(messages).map(lane => deliverLane(lane, deliver)));
}

async function deliverLane(
  lane: readonly WaitingMessage[],
  deliver: Deliver,
): Promise<void> {
  for (const [index, message] of lane.entries()) {
    const keepsOrder = message.attempts < KEEPS_ORDER_FOR;
    const behind = keepsOrder ? lane.slice(index + 1) : [];
    const outcome = await deliver(message, behind);
    if (keepsOrder && outcome === 'late') {
      return;
    }
  }
}

/** Messages in their lanes, and each that has none alone. */
function inLanes(
  messages: readonly WaitingMessage[],
): readonly (readonly WaitingMessage[])[] {
  const lanes = new Map<string, WaitingMessage[]>();
  for (const message of messages) {
    const lane = message.lane ?? message.id;
    lanes.set(lane, [...(lanes.get(lane) ?? []), message]);
  }
  return [...lanes.values()];
}
