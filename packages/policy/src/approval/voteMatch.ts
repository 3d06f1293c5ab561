/**
 * A person whose vote counts, with the groups they are eligible for (as member or delegate).
 *
 * @public
 */
export interface Voter {
  readonly ref: string;
  readonly groups: readonly string[];
}

/**
 * How far one requirement is filled, by whom.
 *
 * @public
 */
export interface FilledRequirement {
  readonly group: string;
  readonly count: number;
  readonly voters: readonly string[];
  readonly missing: number;
  /** When it is asked: after all of lower stages; absent means 1. */
  readonly stage?: number;
}

/**
 * The outcome of matching votes to requirements; `missing` is the sum over requirements.
 *
 * @public
 */
export interface VoteMatch {
  readonly satisfied: boolean;
  readonly filled: readonly FilledRequirement[];
  readonly missing: number;
}
