import type { WaitingMessage } from '../../database/outbox/outgoing';

/**
 * Delivers messages one after the other. Where one is to be tried again, `deliver` answers `late` and has those behind it,
 * which are about the same, wait with it: the older one of two never comes last.
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
    const lane = laneOf(message);
    if (!lateLanes.has(lane)) {
      const behind = messages
        .slice(index + 1)
        .filter(other => laneOf(other) === lane);
      if ((await deliver(message, behind)) === 'late') {
        lateLanes.add(lane);
      }
    }
  }
}

/** Messages in lanes, each of which is delivered in its order. */
export function lanesOf(
  messages: readonly WaitingMessage[],
): readonly (readonly WaitingMessage[])[] {
  const lanes = new Map<string, WaitingMessage[]>();
  for (const message of messages) {
    const lane = laneOf(message);
    lanes.set(lane, [...(lanes.get(lane) ?? []), message]);
  }
  return [...lanes.values()];
}

/** What messages have in common whose order matters. */
function laneOf(message: WaitingMessage): string {
  switch (message.type) {
    case 'notification':
      return `notification ${message.message.scope}`;
    case 'event':
      return `event ${message.event.subject}`;
    case 'webhook':
      return `webhook ${message.endpoint} ${message.event.subject}`;
    case 'signal':
      return 'signal';
    default:
      return message.id;
  }
}
