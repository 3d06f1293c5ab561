import { type Involved, isIndependentOf } from '../decide/eligibility';

/** A person lets another vote for them. Times are milliseconds since the epoch by the database's clock. */
export interface Delegation {
  readonly id: string;
  /** Who is away. */
  readonly delegator: string;
  /** Who votes for them. */
  readonly delegate: string;
  readonly startsAtMs: number;
  /** At and after it the delegation is over. */
  readonly endsAtMs: number;
  readonly reason?: string;
  readonly createdAtMs: number;
}

/** What voting rights depend on. */
export interface VotingRightsInput {
  /** Delegations that are in effect now. */
  readonly delegations: readonly Delegation[];
  readonly involved: Involved;
  /** Who has voted themselves: nobody votes for them any more. */
  readonly voted: readonly string[];
}

/**
 * The people whose memberships count for a voter beside their own: those they vote for. Not one who proposed the change,
 * for whom it was proposed or who wrote what it brings, and not one who has voted themselves, so that no membership counts twice. A delegation
 * does not pass on what was delegated to the delegator.
 */
export function representedBy(
  voter: string,
  { delegations, involved, voted }: VotingRightsInput,
): readonly Delegation[] {
  return delegations.filter(
    ({ delegate, delegator }) =>
      delegate === voter &&
      delegator !== voter &&
      !voted.includes(delegator) &&
      isIndependentOf(delegator, involved),
  );
}

/** The groups each voter counts for: their own, and those of the people they vote for. */
export function votingGroups(
  voters: readonly string[],
  /** Each person's own groups, those of delegators too. */
  memberships: ReadonlyMap<string, readonly string[]>,
  input: VotingRightsInput,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    voters.map(voter => {
      const people = [
        voter,
        ...representedBy(voter, input).map(({ delegator }) => delegator),
      ];
      const groups = people.flatMap(person => memberships.get(person) ?? []);
      return [voter, [...new Set(groups)]];
    }),
  );
}
