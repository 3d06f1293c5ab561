import type { Plan, PreflightCheck } from '@mandate/plugin-mandate-common';

/** Why a check speaks against starting; nothing when it passed. */
export function failureWords({
  title,
  status,
  words,
}: PreflightCheck): readonly string[] {
  switch (status) {
    case 'pass':
      return [];
    case 'fail':
      return [`"${title}" does not hold: ${words}`];
    default:
      return [`"${title}" cannot be told: ${words}`];
  }
}

/**
 * What speaks against starting now and did not when it was decided: nobody has accepted that. What failed then was
 * accepted by whoever approved it.
 */
export function newFailures(
  decidedOn: readonly PreflightCheck[],
  today: readonly PreflightCheck[],
): readonly string[] {
  const accepted = new Set(
    decidedOn.filter(({ status }) => status !== 'pass').map(({ id }) => id),
  );
  return today.filter(({ id }) => !accepted.has(id)).flatMap(failureWords);
}

/** Whether data is at stake, so that there must be a backup. */
export function touchesData(
  kind: { readonly touchesData: boolean },
  plan: Plan,
): boolean {
  return (
    kind.touchesData ||
    plan.objects.some(
      object =>
        object.action === 'delete' &&
        ['PersistentVolumeClaim', 'PersistentVolume', 'StatefulSet'].includes(
          object.kind,
        ),
    )
  );
}

/** One check an id: of several that share one, the worst counts. */
export function uniteChecks(
  checks: readonly PreflightCheck[],
): readonly PreflightCheck[] {
  const byId = new Map<string, PreflightCheck>();
  for (const check of checks) {
    const known = byId.get(check.id);
    if (!known || severity(check) > severity(known)) {
      byId.set(check.id, check);
    }
  }
  return [...byId.values()];
}

function severity({ status }: PreflightCheck): number {
  return ['pass', 'unknown', 'fail'].indexOf(status);
}
