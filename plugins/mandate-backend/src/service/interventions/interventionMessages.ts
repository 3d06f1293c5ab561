import type { OutboundMessage } from '@mandate/plugin-mandate-node';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { shortName } from '../../domain/approval/waitingWords';
import type { Change } from '../../domain/change/change';
import type { Intervention } from '../../domain/intervention/intervention';
import type { InterventionRoles } from '../../domain/intervention/mayIntervene';
import { ownersConcerned } from '../mandates/ownersConcerned';

type Message = Omit<OutboundMessage, 'id'>;

/** To the target's owner, the owners of its mandates and the reviewers, at once. */
export async function interventionMessage(
  tx: KernelTransaction,
  { id, title, target }: Change,
  intervention: Intervention,
  of: {
    readonly roles: InterventionRoles;
    /** What it waits for in its set all the same. */
    readonly waits?: string;
  },
): Promise<Message> {
  const owners = await ownersConcerned(tx, {
    environments: [target.environment],
    ...(target.owner && { owners: [target.owner.toLowerCase()] }),
  });
  const { kind, by, reason, incident } = intervention;
  return {
    recipients: [...new Set([...owners, ...of.roles.reviewers])],
    title:
      kind === 'override'
        ? `Freeze overridden: ${title}`
        : `Glass broken: ${title}`,
    description: `${shortName(by)} did it: ${reason}${
      incident ? ` Incident: ${incident}` : ''
    }${of.waits ? ` ${of.waits}` : ''} It has to be reviewed.`,
    link: `/changes/${id}`,
    severity: 'critical',
    topic: 'change',
    scope: `mandate-intervention-${intervention.id}`,
  };
}

/** To the reviewers, and once it is overdue also to who intervened. */
export function interventionReminder(
  { id, kind, by }: Intervention,
  of: {
    readonly reminder: 'soon' | 'overdue';
    /** The change's. */
    readonly title: string;
    readonly reviewers: readonly string[];
  },
): Message {
  const what =
    kind === 'override' ? 'the override of a freeze' : 'the broken glass';
  return {
    recipients:
      of.reminder === 'soon'
        ? of.reviewers
        : [...new Set([...of.reviewers, by])],
    title:
      of.reminder === 'soon'
        ? `Review ${what} soon: ${of.title}`
        : `The review of ${what} is overdue: ${of.title}`,
    description: `${shortName(
      by,
    )} did it. Read the change's story, and say whether it was justified.${
      kind === 'break-glass'
        ? ` Until somebody has, ${shortName(by)} cannot do it again.`
        : ''
    }`,
    link: '/calendar',
    severity: of.reminder === 'soon' ? 'normal' : 'high',
    topic: 'change',
    scope: `mandate-intervention-review-${id}`,
  };
}

/** To who intervened: what others think of it. */
export function reviewMessage({
  by,
  changeId,
  id,
  review,
}: Intervention): Message {
  return {
    recipients: [by],
    title: `Your intervention was judged ${
      review?.verdict === 'justified' ? 'justified' : 'not justified'
    }`,
    description: review?.reason ?? '',
    link: `/changes/${changeId}`,
    severity: 'normal',
    topic: 'change',
    scope: `mandate-intervention-${id}`,
  };
}
