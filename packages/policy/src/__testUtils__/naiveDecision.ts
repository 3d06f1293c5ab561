import type { DecisionInput, MandateInForce } from '../mandate/decisionInput';
import type { Oversight } from '../mandate/oversight';

/** How the arbitrary mandates' conditions come out; the model evaluates nothing. */
export const conditionTruth: Readonly<Record<string, boolean | 'error'>> = {
  "change.kind == 'deploy'": true,
  "change.kind == 'never'": false,
  'trackRecord.failures > 0': 'error',
};

/** What the model decides: an oversight, and `group:count` of each requirement in order. */
export interface NaiveDecision {
  readonly oversight: Oversight;
  readonly requirements: readonly string[];
}

/**
 * A second reading of "Deciding" that shares no code with `decide`: marks are collected in one flat list of
 * (strictness, asks) and reduced at the end. It knows scopes by environment only.
 */
export function naiveDecision(input: DecisionInput): NaiveDecision {
  const { change, target, classification, risk, preflight, tests } =
    input.facts;
  const marks: (readonly [number, Readonly<Record<string, number>>])[] = [];
  const inScope = input.mandates.filter(mandate => {
    const scope =
      mandate.status === 'readable'
        ? mandate.spec.appliesTo
        : mandate.appliesTo;
    return scope?.environments?.includes(target.environment) ?? true;
  });
  const fallback: Record<string, number> = {};
  if (target.owner) {
    fallback[target.owner] = 1;
  }
  for (const { group, count } of input.defaultApprovers) {
    fallback[group] = Math.max(count, fallback[group] ?? 0);
  }
  const nobody = Object.keys(fallback).length === 0;
  if (inScope.length === 0) {
    marks.push([nobody ? 3 : 2, fallback]);
  }
  const everywhere =
    ['novel', 'modified-beyond'].includes(classification) ||
    ['high', 'critical'].includes(risk.level) ||
    preflight?.failed.length === 1 ||
    tests?.failed === 1 ||
    (risk.level === 'medium' && tests?.possible && tests.passed === 0) ||
    input.killSwitches.length > 0;
  for (const mandate of inScope) {
    if (mandate.status === 'unreadable') {
      marks.push(
        mandate.owner
          ? [2, { [mandate.owner]: 1 }]
          : [nobody ? 3 : 2, fallback],
      );
    } else {
      marks.push(
        ...marksOf(mandate, change.kind, change.destructive, everywhere, input),
      );
    }
  }
  const level = Math.max(...marks.map(([strictness]) => strictness));
  const asks: Record<string, number> = {};
  for (const [strictness, asked] of marks) {
    for (const [group, count] of Object.entries(
      strictness === 2 ? asked : {},
    )) {
      asks[group] = Math.max(count, asks[group] ?? 0);
    }
  }
  return {
    oversight: (['autonomous', 'notify', 'approve', 'forbid'] as const)[level],
    requirements:
      level === 2
        ? Object.entries(asks)
            .map(([group, count]) => `${group}:${count}`)
            .sort()
        : [],
  };
}

function marksOf(
  mandate: Extract<MandateInForce, { status: 'readable' }>,
  kind: string,
  destructive: boolean,
  everywhere: boolean,
  input: DecisionInput,
) {
  const { spec } = mandate;
  const marks: (readonly [number, Readonly<Record<string, number>>])[] = [];
  const toRecord = (approvals: (typeof spec.grants)[number]['approvals']) =>
    Object.fromEntries(
      (approvals ?? []).map(({ group, count }) => [group, count]),
    );
  const owner = spec.otherwise?.approvals
    ? toRecord(spec.otherwise.approvals)
    : { [spec.owner]: 1 };
  const both = (a: Record<string, number>, b: Record<string, number>) => {
    const united = { ...a };
    for (const [group, count] of Object.entries(b)) {
      united[group] = Math.max(count, united[group] ?? 0);
    }
    return united;
  };
  let applied = 0;
  let alone = false;
  for (const grant of spec.grants) {
    if (grant.changes[0] !== '*' && !grant.changes.includes(kind)) {
      continue;
    }
    const strictness = ['autonomous', 'notify', 'approve', 'forbid'].indexOf(
      grant.oversight,
    );
    const truth = grant.when === undefined || conditionTruth[grant.when];
    if (truth === 'error') {
      marks.push([
        Math.max(2, strictness),
        both(toRecord(grant.approvals), owner),
      ]);
    } else if (truth) {
      applied += 1;
      alone ||= grant.changes.length === 1 && grant.changes[0] === kind;
      marks.push([
        strictness,
        grant.approvals ? toRecord(grant.approvals) : owner,
      ]);
    }
  }
  if (applied === 0) {
    marks.push([spec.otherwise?.oversight === 'forbid' ? 3 : 2, owner]);
  }
  const free = marks.every(([strictness]) => strictness < 2);
  const limit = spec.limits?.replicas;
  const figure = input.facts.plan.figures.replicas;
  if (limit !== undefined && !(figure !== undefined && figure <= limit)) {
    const beyond = spec.beyondLimits?.approvals
      ? toRecord(spec.beyondLimits.approvals)
      : owner;
    marks.push([spec.limits?.hard ? 3 : 2, beyond]);
  }
  const budgetFull = (spec.budgets ?? []).some((_, index) => {
    const usage = input.budgets.find(
      ({ mandate: name, budgetIndex }) =>
        name === mandate.name && budgetIndex === index,
    );
    return (
      !usage ||
      usage.used + usage.held >= (spec.budgets?.[index].perMandate ?? 0)
    );
  });
  const capped =
    everywhere ||
    budgetFull ||
    mandate.reviewedAtMs === undefined ||
    (destructive && !alone);
  if (input.facts.risk.level === 'medium') {
    marks.push([1, {}]);
  }
  if (capped && free) {
    marks.push([2, owner]);
  }
  return marks;
}
