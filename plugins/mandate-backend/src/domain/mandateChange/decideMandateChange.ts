import type { Plan, Proposer } from '@mandate/plugin-mandate-common';
import {
  type ApprovalRequirement,
  type Decision,
  mandateSpecSchema,
  uniteRequirements,
} from '@mandate/policy';

/**
 * Decides the change of a mandate: its owner group approves, the new one too when the owner changes, and the groups that
 * the configuration names for all mandates. No mandate has a say in it, so that none grants the change of itself and none
 * can be made to stand for ever. Without a configured group, nobody can approve, and it is refused. When its authors are
 * not all known, each group approves with one person more, so that nothing rests on an author's vote: a person fills one
 * place only.
 */
export function decideMandateChange({
  plan,
  proposer,
  approvers,
}: {
  readonly plan: Plan;
  readonly proposer: Proposer;
  /** The groups that the configuration names. */
  readonly approvers: readonly ApprovalRequirement[];
}): Decision {
  if (approvers.length === 0) {
    return decision({
      oversight: 'forbid',
      requirements: [],
      words:
        'The configuration names nobody who approves changes of mandates. Name at least one group beside the owner under mandate.mandates.approvers, then propose it again.',
    });
  }
  const owners = ownersOf(plan);
  const requirements = uniteRequirements([
    ...owners.map(group => ({ group, count: 1 })),
    ...approvers,
  ]);
  const words =
    owners.length > 1
      ? 'The change of a mandate is approved by its owner, by who is to own it, and by the approvers of all mandates; no mandate has a say in it.'
      : 'The change of a mandate is approved by its owner and by the approvers of all mandates; no mandate has a say in it.';
  const unknown = unknownAuthors(plan, proposer);
  return unknown === undefined
    ? decision({ oversight: 'approve', requirements, words })
    : decision({
        oversight: 'approve',
        requirements: requirements.map(requirement => ({
          ...requirement,
          count: requirement.count + 1,
        })),
        words: `${words} Nobody knows for sure who wrote this version: ${unknown} So each group approves with one person more than otherwise.`,
      });
}

/** Why somebody unknown may have written it; a person who proposes again what was in force answers for it. */
function unknownAuthors(
  { authors }: Plan,
  proposer: Proposer,
): string | undefined {
  return authors?.wasInForce && proposer.kind === 'user'
    ? undefined
    : authors?.unknown;
}

/** Who owns the mandate now, and who is to own it. */
function ownersOf({ objects }: Plan): readonly string[] {
  const owners = objects
    .flatMap(({ before, after }) => [before, after])
    .flatMap(object => {
      const parsed = mandateSpecSchema.safeParse(object?.spec);
      return parsed.success ? [parsed.data.owner] : [];
    });
  return [...new Set(owners)];
}

function decision(verdict: {
  readonly oversight: 'approve' | 'forbid';
  readonly requirements: readonly ApprovalRequirement[];
  readonly words: string;
}): Decision {
  const { oversight, requirements, words } = verdict;
  const clause = { type: 'no-mandate' } as const;
  return {
    oversight,
    requirements,
    obligations: [],
    limitsThatApply: [],
    reservations: [],
    considered: [{ clause, outcome: 'stricter', oversight, words, values: [] }],
    decidedBy: { clause, words },
  };
}
