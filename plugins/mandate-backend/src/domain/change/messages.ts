import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import type { Change, ChangeRevision } from './change';
import { explainDecision } from '@mandate/policy';

type Message = Omit<OutboundMessage, 'id'>;

/** To those who can fill a requirement: somebody is needed. */
export function approvalNeeded(
  change: Change,
  revision: ChangeRevision,
  groups: readonly string[],
): Message {
  return {
    recipients: groups,
    excludeRecipients: excluded(change),
    title: `Approval needed: ${change.title}`,
    description: explainDecision(revision.decision),
    link: linkTo(change),
    severity: 'high',
    topic: 'approval',
    scope: `mandate-approval-${change.id}`,
  };
}

/** The same again, because somebody asked for it. */
export function approvalReminder(
  change: Change,
  groups: readonly string[],
): Message {
  return {
    recipients: groups,
    excludeRecipients: excluded(change),
    title: `Reminder: ${change.title}`,
    description: change.statusWords,
    link: linkTo(change),
    severity: 'high',
    topic: 'approval',
    scope: `mandate-approval-${change.id}`,
  };
}

/** To those who are asked in the place of groups that have not decided. */
export function approvalEscalated(
  change: Change,
  revision: ChangeRevision,
  groups: readonly string[],
): Message {
  return {
    ...approvalNeeded(change, revision, groups),
    title: `Approval needed, and late: ${change.title}`,
  };
}

/** To the proposer, or the target's owner when no person proposed it: somebody asks. */
export function questionAsked(
  change: Change,
  askedBy: string,
  text: string,
): Message | undefined {
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
    excludeRecipients: [askedBy],
    title: `Question about: ${change.title}`,
    description: text,
    link: linkTo(change),
    severity: 'high',
    topic: 'change',
    scope: `mandate-question-${change.id}`,
  };
}

/** To who asked: the answer. */
export function answered(
  change: Change,
  askedBy: string,
  text: string,
): Message {
  return {
    recipients: [askedBy],
    title: `Answered: ${change.title}`,
    description: text,
    link: linkTo(change),
    severity: 'normal',
    topic: 'approval',
    scope: `mandate-approval-${change.id}`,
  };
}

/** To those a mandate wants told that a change runs alone. */
export function runsAlone(
  change: Change,
  recipients: readonly string[],
): Message {
  return {
    recipients,
    title: change.title,
    description: `It runs without approval, as its mandate allows. ${change.statusWords}`,
    link: linkTo(change),
    severity: 'normal',
    topic: 'change',
    scope: `mandate-change-${change.id}`,
  };
}

/** To the proposer: how it goes. Nobody is told when no person proposed it. */
export function toProposer(change: Change): Message | undefined {
  const { proposer } = change;
  const person = proposer.kind === 'user' ? proposer.ref : proposer.onBehalfOf;
  if (person === undefined) {
    return undefined;
  }
  return {
    recipients: [person],
    title: change.title,
    description: change.statusWords,
    link: linkTo(change),
    severity: 'normal',
    topic: 'change',
    scope: `mandate-change-${change.id}`,
  };
}

function linkTo(change: Change): string {
  return `/changes/${change.id}`;
}

/** People who may not vote: the proposer, or whom it acts for and who answers for it. */
function excluded({ proposer }: Change): readonly string[] {
  const { kind, ref, onBehalfOf, owner } = proposer;
  return [kind === 'user' ? ref : undefined, onBehalfOf, owner].filter(
    person => person !== undefined,
  );
}
