import type { ReadPath } from '../expressions/explain/explanation';
import type {
  AppliedLimit,
  BudgetReservation,
  CapName,
  Clause,
} from './decision';
import type { ApprovalRequirement } from './mandateSpec';
import { strictest } from './oversight';
import type { Oversight } from './oversight';

/** A clause as its mandate sees it, before other mandates are heard. */
export type JudgedClause = {
  readonly clause: Clause;
  readonly words: string;
  readonly values: readonly ReadPath[];
} & (
  | { readonly state: 'not-matched' }
  | {
      readonly state: 'applies' | 'error';
      readonly oversight: Oversight;
      /** Who approves when this clause asks for approval; empty for a clause that leaves that to others. */
      readonly requirements: readonly ApprovalRequirement[];
      readonly expiresAfterMs?: number;
      readonly notify: readonly string[];
      readonly soakMs: number;
    }
);

/** A clause that counts: it applies, or is an error. */
export type CountingClause = Exclude<JudgedClause, { state: 'not-matched' }>;

/** What one mandate says about a change, or what the rules say when there is none. */
export interface Verdict {
  readonly mandate?: {
    readonly name: string;
    readonly title?: string;
    readonly version: string;
  };
  readonly clauses: readonly JudgedClause[];
  readonly limits: readonly AppliedLimit[];
  readonly reservations: readonly BudgetReservation[];
}

/** A clause that counts, with what it does not say left empty. */
export function counting(
  clause: Clause,
  oversight: Oversight,
  words: string,
  details: Partial<
    Pick<
      CountingClause,
      | 'state'
      | 'values'
      | 'requirements'
      | 'expiresAfterMs'
      | 'notify'
      | 'soakMs'
    >
  > = {},
): CountingClause {
  return {
    clause,
    state: 'applies',
    oversight,
    words,
    values: [],
    requirements: [],
    notify: [],
    soakMs: 0,
    ...details,
  };
}

/** A cap that holds: at least `approve`, by whoever the mandate falls back to. */
export function cap(name: CapName, words: string): CountingClause {
  return counting({ type: 'cap', cap: name }, 'approve', words);
}

/** The clauses of a verdict that count. */
export function countingClauses(
  clauses: readonly JudgedClause[],
): readonly CountingClause[] {
  return clauses.filter(
    (clause): clause is CountingClause => clause.state !== 'not-matched',
  );
}

/** The strictest oversight any clause asks for; `autonomous` when none asks. */
export function strictestOf(clauses: readonly CountingClause[]): Oversight {
  return clauses
    .map(clause => clause.oversight)
    .reduce(strictest, 'autonomous');
}
