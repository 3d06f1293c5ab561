import type { ApprovalRequirement } from '../mandate/mandateSpec';
import { stageOf, uniteRequirements } from './uniteRequirements';
import type { FilledRequirement, VoteMatch, Voter } from './voteMatch';

/**
 * Matches voters to the slots of requirements so that as many slots as possible are filled, each person counting for
 * one requirement only. Choosing greedily can leave a slot empty that another choice fills; this searches augmenting
 * paths (Kuhn's algorithm) and finds a maximum. Equal groups are united first, and a person who is named twice counts
 * once, with the groups of both. The order of the lists does not change whether it is satisfied, nor what is missing.
 * Slots of earlier stages are filled first.
 *
 * @public
 */
export function matchVotes(
  requirements: readonly ApprovalRequirement[],
  voters: readonly Voter[],
): VoteMatch {
  const united = uniteRequirements(requirements);
  const groupsOf = groupsByVoter(voters);
  const slots = united.flatMap(({ group, count }) =>
    Array.from({ length: count }, () => group),
  );
  const slotOf = new Map<string, number>();
  const voterOf = new Map<number, string>();

  const seat = (voter: string, tried: Set<number>): boolean => {
    for (const [slot, group] of slots.entries()) {
      if (!groupsOf.get(voter)?.has(group) || tried.has(slot)) {
        continue;
      }
      tried.add(slot);
      const seated = voterOf.get(slot);
      if (seated === undefined || seat(seated, tried)) {
        voterOf.set(slot, voter);
        slotOf.set(voter, slot);
        return true;
      }
    }
    return false;
  };
  for (const voter of groupsOf.keys()) {
    seat(voter, new Set());
  }

  const filled = united.map(requirement => {
    const { group, count } = requirement;
    const stage = stageOf(requirement);
    const seated = [...slotOf]
      .filter(([, slot]) => slots[slot] === group)
      .map(([voter]) => voter);
    return {
      group,
      count,
      voters: seated,
      missing: count - seated.length,
      ...(stage > 1 && { stage }),
    };
  });
  const missing = slots.length - voterOf.size;
  return { satisfied: missing === 0, filled, missing };
}

/**
 * What is asked for now: unfilled requirements of the first stage that has any.
 *
 * @public
 */
export function openRequirements(
  match: VoteMatch,
): readonly FilledRequirement[] {
  const unfilled = match.filled.filter(({ missing }) => missing > 0);
  const stage = Math.min(...unfilled.map(stageOf));
  return unfilled.filter(requirement => stageOf(requirement) === stage);
}

function groupsByVoter(
  voters: readonly Voter[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const groups = new Map<string, Set<string>>();
  const byRef = [...voters].sort((a, b) => (a.ref < b.ref ? -1 : 1));
  for (const voter of byRef) {
    const known = groups.get(voter.ref) ?? new Set();
    voter.groups.forEach(group => known.add(group));
    groups.set(voter.ref, known);
  }
  return groups;
}
