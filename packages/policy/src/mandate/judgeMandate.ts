import { namesKind, standingOfBudgets } from './budgets';
import { checkCondition, conditionInput } from './conditions';
import type { AppliedLimit } from './decision';
import type { DecisionInput, ReadableMandate } from './decisionInput';
import { addDuration, parseDuration } from './duration';
import { limitNames } from './mandateSpec';
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
  const limits = appliedLimits(mandate, input);
  const budgets = standingOfBudgets(mandate, input.facts, input.budgets);
  const uncapped = [
    ...grants,
    ...otherwise(mandate.spec, grants),
    ...limitClauses(mandate.spec, limits),
  ];
  const caps = [
    ...reviewCap(mandate, input.nowMs),
    ...narrowingCaps(mandate, input),
    ...riskFloorCap(mandate.spec, input, grants),
    ...budgets.flatMap(standing =>
      standing.status === 'free'
        ? []
        : [cap('budget-exhausted', standing.words)],
    ),
  ];
  const { name, title, version } = mandate;
  return {
    mandate: { name, title, version },
    clauses: withCaps(mandate.spec, uncapped, caps, cappedBy),
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
      const words = `Every ${facts.change.kind} here.`;
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
          'No clause of the mandate applies.',
          spec,
          spec.otherwise,
        ),
      ];
}

function appliedLimits(
  { name: mandate, version, spec }: ReadableMandate,
  { facts }: DecisionInput,
): readonly AppliedLimit[] {
  return limitNames.flatMap((name): readonly AppliedLimit[] => {
    const limit = spec.limits?.[name];
    if (limit === undefined) {
      return [];
    }
    const hard = spec.limits?.hard?.includes(name) ?? false;
    const figure = facts.plan.figures[name];
    const base = { mandate, version, name, limit, hard };
    return figure === undefined || Number.isNaN(figure)
      ? [{ ...base, status: 'unknown' }]
      : [{ ...base, figure, status: figure > limit ? 'exceeded' : 'within' }];
  });
}

function limitClauses(
  spec: MandateSpec,
  limits: readonly AppliedLimit[],
): readonly CountingClause[] {
  return limits.flatMap((applied): readonly CountingClause[] => {
    const { name, limit, hard, figure, status } = applied;
    if (status === 'within') {
      return [];
    }
    const clause = { type: 'limit', limit: name } as const;
    const values = [{ path: `plan.${name}`, value: figure }];
    const fallback = spec.beyondLimits ?? spec.otherwise;
    if (status === 'unknown') {
      const words = `The plan does not say its ${name}, which is limited to ${limit}.`;
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
    const words = `${name} would be ${figure}; the ${
      hard ? 'hard ' : ''
    }limit is ${limit}.`;
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

function reviewCap(
  { spec, reviewedAtMs }: ReadableMandate,
  nowMs: number,
): readonly CountingClause[] {
  const every = parseDuration(spec.review.every);
  const written = spec.review.lastDone && Date.parse(spec.review.lastDone);
  // A review said to be done in the future has not been done.
  const done = [reviewedAtMs, written].filter(
    (instant): instant is number =>
      typeof instant === 'number' && instant <= nowMs,
  );
  if (!every || done.length === 0) {
    return [cap('review-overdue', 'The mandate was never reviewed.')];
  }
  const due = addDuration(Math.max(...done), every);
  return nowMs >= due
    ? [
        cap(
          'review-overdue',
          `The mandate's review by ${spec.review.by} was due on ${new Date(due)
            .toISOString()
            .slice(0, 10)}.`,
        ),
      ]
    : [];
}

function narrowingCaps(
  { name }: ReadableMandate,
  { narrowings, facts }: DecisionInput,
): readonly CountingClause[] {
  return narrowings
    .filter(
      narrowing =>
        narrowing.mandate === name &&
        namesKind(narrowing.changes, facts.change.kind),
    )
    .map(({ reason }) => cap('track-record-narrowed', reason));
}

/** A dangerous kind is autonomous only by a grant that names it and nothing else. */
function riskFloorCap(
  spec: MandateSpec,
  { facts: { change } }: DecisionInput,
  grants: readonly JudgedClause[],
): readonly CountingClause[] {
  const dangers = [
    change.destructive && 'destroys something',
    change.touchesIdentity && 'touches identities',
    change.touchesData && 'touches data',
  ].filter(danger => danger !== false);
  const namedAlone = grants.some(
    ({ state, clause }) =>
      state === 'applies' &&
      clause.type === 'grant' &&
      spec.grants[clause.index].changes.every(kind => kind === change.kind),
  );
  return dangers.length === 0 || namedAlone
    ? []
    : [
        cap(
          'risk-floor',
          `It ${dangers.join(' and ')}, and no applying clause is about ${
            change.kind
          } alone.`,
        ),
      ];
}

/** Where a cap takes autonomy away, the mandate's fallback approvers are asked. */
function withCaps(
  spec: MandateSpec,
  uncapped: readonly JudgedClause[],
  caps: readonly CountingClause[],
  cappedBy: readonly CountingClause[],
): readonly JudgedClause[] {
  const wasFree = isStricter('approve', strictestOf(countingClauses(uncapped)));
  if (!wasFree) {
    return [...uncapped, ...caps];
  }
  const asked = (clause: CountingClause) => ({
    ...clause,
    requirements: fallbackApprovers(spec),
    expiresAfterMs: durationMs(spec.otherwise?.expires),
  });
  return [...uncapped, ...[...caps, ...cappedBy].map(asked)];
}

function durationMs(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseDuration(text)?.ms;
}
