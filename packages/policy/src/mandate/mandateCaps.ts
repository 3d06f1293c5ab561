import { namesKind } from './kindNames';
import type { DecisionInput, ReadableMandate } from './decisionInput';
import { addDuration, parseDuration } from './duration';
import type { MandateSpec } from './mandateSpec';
import { cap, counting } from './verdict';
import type { CountingClause, JudgedClause } from './verdict';

/** The caps on one mandate that hold, budgets aside: its review, its track record, and the floor of dangerous kinds. */
export function mandateCaps(
  mandate: ReadableMandate,
  input: DecisionInput,
  grants: readonly JudgedClause[],
): readonly CountingClause[] {
  return [
    ...reviewCap(mandate, input.nowMs),
    ...narrowingCaps(mandate, input),
    ...riskFloorCap(mandate.spec, input, grants),
    ...mediumRiskCap(mandate.spec, input),
  ];
}

/** Inside of what was approved, a change of medium risk runs, but its owner is told (see `enhanced-monitoring` too). */
function mediumRiskCap(
  spec: MandateSpec,
  { facts: { risk } }: DecisionInput,
): readonly CountingClause[] {
  return risk.level === 'medium'
    ? [
        counting(
          { type: 'cap', cap: 'risk-medium' },
          'notify',
          'The risk is medium, so the owner of the mandate is told.',
          { notify: [spec.owner] },
        ),
      ]
    : [];
}

/** How far the clocks of two replicas may be apart, or a decision may be behind the mandate that it reads. */
const CLOCKS_APART_MS = 60_000;

function reviewCap(
  { spec, reviewedAtMs }: ReadableMandate,
  nowMs: number,
): readonly CountingClause[] {
  const every = parseDuration(spec.review.every);
  const written = spec.review.lastDone && Date.parse(spec.review.lastDone);
  // A review said to be done in the future has not been done; but another replica may have put the mandate in force just now, by its clock.
  const done = [reviewedAtMs, written].filter(
    (instant): instant is number =>
      typeof instant === 'number' && instant <= nowMs + CLOCKS_APART_MS,
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
  { name, spec }: ReadableMandate,
  { narrowings, facts }: DecisionInput,
): readonly CountingClause[] {
  return narrowings
    .filter(
      narrowing =>
        narrowing.mandate === name &&
        namesKind(narrowing.changes, facts.change.kind),
    )
    .map(({ reason, oversight }) =>
      oversight === 'notify'
        ? counting(
            { type: 'cap', cap: 'track-record-narrowed' },
            oversight,
            reason,
            { notify: [spec.owner] },
          )
        : cap('track-record-narrowed', reason),
    );
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
