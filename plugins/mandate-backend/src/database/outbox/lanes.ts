import type { OutgoingMessage } from './OutboxStore';

/**
 * So many tries of a message are waited for by those behind it in its lane, about half a minute with the usual delays.
 * Then they overtake it: one message that cannot be delivered must not keep people from hearing of all later ones.
 */
export const KEEPS_ORDER_FOR = 5;

/** As long as the column. */
const MAX_LENGTH = 400;

/**
 * What messages have in common whose order matters; undefined where it does not: a signal only has portals read again. Of
 * notifications with one scope the portal shows the last one that it got.
 */
export function laneOf(outgoing: OutgoingMessage): string | undefined {
  return laneName(outgoing)?.slice(0, MAX_LENGTH);
}

function laneName(outgoing: OutgoingMessage): string | undefined {
  switch (outgoing.type) {
    case 'notification':
      return `notification ${outgoing.message.scope}`;
    case 'event':
      return `event ${outgoing.event.subject}`;
    case 'webhook':
      return `webhook ${outgoing.endpoint} ${outgoing.event.subject}`;
    default:
      return undefined;
  }
}
