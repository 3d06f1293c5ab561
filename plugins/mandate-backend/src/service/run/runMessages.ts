import type { OutgoingMessage } from '../../database/outbox/OutboxStore';
import type { Change, ChangeRevision } from '../../domain/change/change';

const titleWords: Partial<Record<Change['state'], string>> = {
  succeeded: 'Done',
  undone: 'Undone',
  cancelled: 'Cancelled',
  stuck: 'Needs a decision of yours',
};

const severities: Partial<
  Record<Change['state'], 'low' | 'normal' | 'high' | 'critical'>
> = {
  succeeded: 'low',
  undone: 'high',
  cancelled: 'normal',
  stuck: 'critical',
};

/**
 * Who hears how a change goes on: the person who proposed it; for everybody else the target's owner and the person
 * they act for. Whoever the decision wants to be told comes on top.
 */
export function peopleToTell(
  change: Change,
  revision: ChangeRevision,
): readonly string[] {
  const { proposer, target } = change;
  const responsible =
    proposer.kind === 'user'
      ? [proposer.ref]
      : [target.owner, proposer.onBehalfOf];
  const obliged = revision.decision.obligations.flatMap(obligation =>
    obligation.type === 'notify' ? obligation.recipients : [],
  );
  return [...new Set([...responsible, ...obliged])].filter(
    recipient => recipient !== undefined,
  );
}

/** How a run came out, as a notification; undefined when there is nobody to tell. */
export function runMessage(
  change: Change,
  revision: ChangeRevision,
): OutgoingMessage | undefined {
  const recipients = peopleToTell(change, revision);
  if (recipients.length === 0) {
    return undefined;
  }
  return {
    type: 'notification',
    message: {
      recipients,
      title: `${titleWords[change.state] ?? 'News of'}: ${change.title}`,
      description: change.statusWords,
      link: `/changes/${change.id}`,
      severity: severities[change.state] ?? 'normal',
      topic: 'change',
      scope: scopeOf(change),
    },
  };
}

/** That a change which has not begun waits for a module; undefined when there is nobody to tell. */
export function missingKindMessage(
  change: Change,
  revision: ChangeRevision,
  words: string,
): OutgoingMessage | undefined {
  const recipients = peopleToTell(change, revision);
  return recipients.length === 0
    ? undefined
    : {
        type: 'notification',
        message: {
          recipients,
          title: `Cannot start: ${change.title}`,
          description: `${words} Then it goes on by itself. Nothing was done yet; it can be cancelled.`,
          link: `/changes/${change.id}`,
          severity: 'high',
          topic: 'change',
          scope: scopeOf(change),
        },
      };
}

/**
 * A message of the same scope takes the earlier one's place. A remedy that failed leads to its finding being told next, so
 * the two are one: people are told of a failure once.
 */
function scopeOf({ id, state, findingId }: Change): string {
  return state === 'undone' && findingId !== undefined
    ? `mandate-finding-${findingId}`
    : `mandate-change-${id}`;
}
