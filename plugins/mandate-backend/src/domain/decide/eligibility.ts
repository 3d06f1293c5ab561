import type { Plan, Proposer } from '@mandate/plugin-mandate-common';
import {
  type ApprovalRequirement,
  askedGroups,
  type Voter,
} from '@mandate/policy';

/**
 * Whether a person may vote on what somebody proposed: not the proposer, not the one the proposer acts for, and not who
 * answers for the agent that proposed it (I3).
 * Entity refs are compared without case.
 */
export function isSeparateFrom(voterRef: string, proposer: Proposer): boolean {
  const voter = voterRef.toLowerCase();
  return (
    voter !== proposer.ref.toLowerCase() &&
    voter !== proposer.onBehalfOf?.toLowerCase() &&
    voter !== proposer.owner?.toLowerCase()
  );
}

/** Those who have a hand in a plan, and so do not vote on it. */
export interface Involved {
  readonly proposer: Proposer;
  /** Who wrote what the plan brings, as far as that is known. */
  readonly authors: readonly string[];
}

/** Those who have a hand in a plan that somebody proposed. */
export function involvedIn(
  { proposer }: { readonly proposer: Proposer },
  revision: { readonly plan: Plan } | undefined,
): Involved {
  return { proposer, authors: revision?.plan.authors?.people ?? [] };
}

/** Whether a person may vote on a plan: they neither proposed it (see {@link isSeparateFrom}) nor wrote what it brings (I3). */
export function isIndependentOf(
  voterRef: string,
  { proposer, authors }: Involved,
): boolean {
  return isSeparateFrom(voterRef, proposer) && !isAuthor(voterRef, authors);
}

/** Whether a person is among the authors. */
export function isAuthor(
  personRef: string,
  authors: readonly string[],
): boolean {
  const person = personRef.toLowerCase();
  return authors.some(author => author.toLowerCase() === person);
}

/**
 * The requirement groups that a person with these memberships is eligible for, `waitedMs` after the plan was decided on:
 * as a member of the group, or of one that it has been escalated to.
 */
export function eligibleGroups(
  requirements: readonly ApprovalRequirement[],
  memberOf: readonly string[],
  waitedMs: number,
): readonly string[] {
  const memberships = new Set(memberOf.map(group => group.toLowerCase()));
  return requirements
    .filter(requirement =>
      askedGroups(requirement, waitedMs).some(group =>
        memberships.has(group.toLowerCase()),
      ),
    )
    .map(({ group }) => group);
}

/** Voters that count, with the groups they are members of now. */
export function countingVoters(options: {
  readonly voters: readonly string[];
  readonly involved: Involved;
  readonly requirements: readonly ApprovalRequirement[];
  /** Groups by person, as the catalog has them now. */
  readonly memberships: ReadonlyMap<string, readonly string[]>;
  /** How long ago the plan was decided on, in milliseconds. */
  readonly waitedMs: number;
}): readonly Voter[] {
  return options.voters
    .filter(voter => isIndependentOf(voter, options.involved))
    .map(ref => ({
      ref,
      groups: eligibleGroups(
        options.requirements,
        options.memberships.get(ref) ?? [],
        options.waitedMs,
      ),
    }))
    .filter(({ groups }) => groups.length > 0);
}
