import { standingOfBudgets } from './budgets';
import { checkCondition, conditionInput } from './conditions';
import type { AppliedLimit } from './decision';
import type { DecisionInput, ReadableMandate } from './decisionInput';
import { parseDuration } from './duration';
import { namesKind } from './kindNames';
import { appliedLimits } from './limits';
import { exceededInWords, limitedPath, unknownInWords } from './limitWords';
import { mandateCaps } from './mandateCaps';
import type {
  ApprovalRequirement,
  MandateFallback,
  MandateGrant,
  MandateSpec,
} from './mandateSpec';
import { isStricter, strictest } from './oversight';
import { cap, counting, countingClauses, strictestOf } from './verdict';
import type { CountingClause, JudgedClause, Verdict } from './verdict';

/**
 * What one readable mandate in force says: its grants, else its `otherwise`; its limits; and the caps on it. With
 * `cappedBy`, caps that hold for every mandate, its autonomy falls back to its approvers as well.
 */
export function judgeMandate(
  mandate: ReadableMandate,
  input: DecisionInput,
  cappedBy: readonly CountingClause[],
): Verdict {
  const grants = judgeGrants(mandate.spec, input);
  const limits = appliedLimits(mandate, input.facts);
  const budgets = standingOfBudgets(mandate, input.facts, input.budgets);
  const granted = [...grants, ...otherwise(mandate.spec, grants)];
  const caps = [
    ...mandateCaps(mandate, input, grants),
    ...budgets.flatMap(standing =>
      standing.status === 'free'
        ? []
        : [cap('budget-exhausted', standing.words)],
    ),
  ];
  const { name, title, version } = mandate;
  return {
    mandate: { name, title, version },
    clauses: [
      ...granted,
      ...limitClauses(mandate.spec, limits),
      ...askedCaps({ spec: mandate.spec, granted, caps, cappedBy }),
    ],
    limits,
    reservations: budgets.flatMap(standing =>
      standing.status === 'free' ? [standing.reservation] : [],
    ),
  };
}

function judgeGrants(
  spec: MandateSpec,
  { facts }: DecisionInput,
): readonly JudgedClause[] {
  const input = conditionInput(facts, spec.limits);
  return spec.grants.map((grant, index): JudgedClause => {
    const clause = { type: 'grant', index } as const;
    if (!namesKind(grant.changes, facts.change.kind)) {
      const words = `It is about ${grant.changes.join(', ')}, not ${
        facts.change.kind
      }.`;
      return { clause, state: 'not-matched', words, values: [] };
    }
    if (grant.when === undefined) {
      const words = `Every change of the kind ${facts.change.kind}, without a condition.`;
      return counting(
        clause,
        grant.oversight,
        words,
        grantDetails(spec, grant),
      );
    }
    const { outcome, words, values } = checkCondition(grant.when, input);
    switch (outcome) {
      case 'true':
        return counting(clause, grant.oversight, words, {
          ...grantDetails(spec, grant),
          values,
        });
      case 'false':
        return { clause, state: 'not-matched', words, values };
      default:
        return erroneousGrant(
          spec,
          grant,
          counting(clause, 'approve', words, { values }),
        );
    }
  });
}

/**
 * A grant whose condition cannot be evaluated asks for approval. It might have applied, so it is never freer than if
 * it had (I8): a grant that forbids still forbids, and one that names approvers still asks them.
 */
function erroneousGrant(
  spec: MandateSpec,
  grant: MandateGrant,
  base: CountingClause,
): CountingClause {
  return {
    ...base,
    ...grantDetails(spec, grant),
    state: 'error',
    oversight: strictest('approve', grant.oversight),
    requirements: [...(grant.approvals ?? []), ...fallbackApprovers(spec)],
  };
}

function grantDetails(spec: MandateSpec, grant: MandateGrant) {
  return {
    requirements:
      grant.oversight === 'approve'
        ? grant.approvals ?? fallbackApprovers(spec)
        : [],
    expiresAfterMs: durationMs(grant.expires),
    notify: grant.notify ?? (grant.oversight === 'notify' ? [spec.owner] : []),
    soakMs: durationMs(grant.soak) ?? 0,
  };
}

function otherwise(
  spec: MandateSpec,
  grants: readonly JudgedClause[],
): readonly CountingClause[] {
  return grants.some(grant => grant.state === 'applies')
    ? []
    : [
        fallbackClause(
          { type: 'otherwise' },
          noGrantInWords(grants),
          spec,
          spec.otherwise,
        ),
      ];
}

/** Names the conditions that stood in the way; a grant about other kinds has read nothing. */
function noGrantInWords(grants: readonly JudgedClause[]): string {
  const reasons = grants
    .filter(grant => grant.values.length > 0)
    .map(grant => grant.words);
  return reasons.length > 0
    ? `No clause applies: ${reasons.join('; ')}`
    : 'No clause of the mandate is about this kind of change.';
}

function limitClauses(
  spec: MandateSpec,
  limits: readonly AppliedLimit[],
): readonly CountingClause[] {
  return limits.flatMap((applied): readonly CountingClause[] => {
    const { name, hard, figure, status } = applied;
    if (status === 'within') {
      return [];
    }
    const clause = { type: 'limit', limit: name } as const;
    const values = [{ path: limitedPath(applied), value: figure }];
    const fallback = spec.beyondLimits ?? spec.otherwise;
    if (status === 'unknown') {
      const words = unknownInWords(applied);
      const judged = fallbackClause(clause, words, spec, fallback);
      // It might be exceeded, so it is never freer than if it were.
      return [
        {
          ...judged,
          state: 'error',
          oversight: hard
            ? 'forbid'
            : spec.beyondLimits?.oversight ?? 'approve',
        },
      ];
    }
    const words = exceededInWords(applied);
    return [
      hard
        ? counting(clause, 'forbid', words, { values })
        : {
            ...fallbackClause(clause, words, spec, fallback),
            oversight: spec.beyondLimits?.oversight ?? 'approve',
            values,
          },
    ];
  });
}

function fallbackClause(
  clause: CountingClause['clause'],
  words: string,
  spec: MandateSpec,
  fallback: MandateFallback | undefined,
): CountingClause {
  return counting(clause, fallback?.oversight ?? 'approve', words, {
    requirements: fallback?.approvals ?? fallbackApprovers(spec),
    expiresAfterMs: durationMs(fallback?.expires),
    notify: fallback?.notify ?? [],
  });
}

function fallbackApprovers(spec: MandateSpec): readonly ApprovalRequirement[] {
  return spec.otherwise?.approvals ?? [{ group: spec.owner, count: 1 }];
}

/** Where a cap takes away autonomy that the grants gave, the mandate's fallback approvers are asked. */
function askedCaps(options: {
  readonly spec: MandateSpec;
  readonly granted: readonly JudgedClause[];
  readonly caps: readonly CountingClause[];
  readonly cappedBy: readonly CountingClause[];
}): readonly CountingClause[] {
  const { spec, granted, caps, cappedBy } = options;
  if (!isStricter('approve', strictestOf(countingClauses(granted)))) {
    return caps;
  }
  return [...caps, ...cappedBy].map(clause =>
    clause.oversight === 'notify'
      ? clause
      : {
          ...clause,
          requirements: fallbackApprovers(spec),
          expiresAfterMs: durationMs(spec.otherwise?.expires),
        },
  );
}

function durationMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text)?.ms;
}
