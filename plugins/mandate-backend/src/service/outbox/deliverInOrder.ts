import { KEEPS_ORDER_FOR } from '../../database/outbox/lanes';
import type { WaitingMessage } from '../../database/outbox/outgoing';

/**
 * Delivers messages one after the other. Where one is to be tried again, `deliver` answers `late` and has those behind it in
 * its lane wait with it, for the first tries: the older one of two does not come last because of a moment's failure.
 */
export async function deliverInOrder(
  messages: readonly WaitingMessage[],
  deliver: (
    message: WaitingMessage,
    behind: readonly WaitingMessage[],
  ) => Promise<'over' | 'late'>,
): Promise<void> {
  const lateLanes = new Set<string>();
  for (const [index, message] of messages.entries()) {
    const { lane, attempts } = message;
    if (lane !== undefined && lateLanes.has(lane)) {
      continue;
    }
    const keepsOrder = lane !== undefined && attempts < KEEPS_ORDER_FOR;
    const behind = keepsOrder
      ? messages.slice(index + 1).filter(other => other.lane === lane)
      : [];
    const outcome = await deliver(message, behind);
    if (keepsOrder && outcome === 'late') {
      lateLanes.add(lane);
    }
  }
}

/** Messages in their lanes, and each that has none alone. */
export function inLanes(
  messages: readonly WaitingMessage[],
): readonly (readonly WaitingMessage[])[] {
  const lanes = new Map<string, WaitingMessage[]>();
  for (const message of messages) {
    const lane = message.lane ?? message.id;
    lanes.set(lane, [...(lanes.get(lane) ?? []), message]);
  }
  return [...lanes.values()];
}
