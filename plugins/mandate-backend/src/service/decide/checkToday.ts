import type { Decision, Voter } from '@mandate/policy';
import type { KernelTransaction } from '../../database/KernelTransaction';
import { isRejected } from '../../domain/approval/rejection';
import type { Change, ChangeRevision } from '../../domain/change/change';
import { asksMoreOfAutomation } from '../../domain/decide/asksMoreOfAutomation';
import { breaksGlass } from '../../domain/intervention/intervention';
import type { PeopleDirectory } from '../people/PeopleDirectory';
import { matchStandingVotes } from './matchStandingVotes';
import { requirementsSatisfied } from './requirementsSatisfied';

/** What is asked today of a change that was decided before. */
interface TodaysQuestion {
  readonly change: Change;
  readonly revision: ChangeRevision;
  /** Whether it has reached its target already. */
  readonly hasBegun: boolean;
  readonly people: PeopleDirectory;
  /** Decides the revision with today's mandates and budgets. */
  decideAgain(): Promise<Decision>;
}

/** Whether a change may go on today, see {@link checkToday}. */
export type TodaysVerdict =
  | { readonly type: 'granted' }
  | {
      readonly type: 'not-granted';
      readonly gate: 'G1' | 'G2';
      readonly words: string;
    };

/**
 * G1 and G2 together: the revision's decision stands, and deciding again asks for nothing that has not been given.
 * A change that people approved may run although automation alone might not, and runs as they saw it; one whose glass is
 * broken may run unless a mandate forbids it. One that is to run alone is decided again when today people would be told
 * of it, it would be watched for longer, or a budget counts it of which it holds no share; once it has begun, that alone does not take it back.
 */
export async function checkToday(
  tx: KernelTransaction,
  question: TodaysQuestion,
): Promise<TodaysVerdict> {
  const { revision, people } = question;
  if (breaksGlass(await tx.interventions.ofPlan(revision))) {
    const today = await question.decideAgain();
    return today.oversight === 'forbid'
      ? notGrantedToday(today)
      : { type: 'granted' };
  }
  const { satisfied } = await requirementsSatisfied(tx, people, question);
  if (!satisfied) {
    return {
      type: 'not-granted',
      gate: 'G1',
      words:
        'The approvals no longer hold: a vote was taken back, or a voter is no longer a member of the group.',
    };
  }
  const today = await question.decideAgain();
  switch (today.oversight) {
    case 'forbid':
      return notGrantedToday(today);
    case 'approve': {
      const { requirements } = today;
      const { match, rejecting } = await matchStandingVotes(tx, people, {
        ...question,
        requirements,
      });
      if (isRejected(requirements, rejecting)) {
        return rejectedToday(rejecting);
      }
      const wasApproved = revision.decision.oversight === 'approve';
      return wasApproved && match.satisfied
        ? { type: 'granted' }
        : notGrantedToday(today);
    }
    default:
      return !question.hasBegun && revision.decision.oversight !== 'approve'
        ? checkAlone(tx, question, today)
        : { type: 'granted' };
  }
}

/** What is to run alone and has not begun. */
async function checkAlone(
  tx: KernelTransaction,
  { change, revision }: TodaysQuestion,
  today: Decision,
): Promise<TodaysVerdict> {
  if (asksMoreOfAutomation(today, revision.decision)) {
    return notGrantedToday(today);
  }
  return (await tx.budgets.holds(change.id, today.reservations))
    ? { type: 'granted' }
    : {
        type: 'not-granted',
        gate: 'G2',
        words:
          'A mandate of today has a budget of which it holds no share: it was decided under another version.',
      };
}

function rejectedToday(rejecting: readonly Voter[]): TodaysVerdict {
  return {
    type: 'not-granted',
    gate: 'G2',
    words: `With today's mandates, a rejection that stands is enough to stop it: that of ${rejecting
      .map(({ ref }) => ref)
      .join(', ')}.`,
  };
}

function notGrantedToday({ decidedBy }: Decision): TodaysVerdict {
  return {
    type: 'not-granted',
    gate: 'G2',
    words: `Decided again with today's mandates, it needs more than it was given: ${decidedBy.words}`,
  };
}
