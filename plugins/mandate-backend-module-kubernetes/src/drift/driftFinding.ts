import type {
  ClusterObject,
  ObservedFinding,
  TargetFacts,
} from '@mandate/plugin-mandate-common';
import { isDigest } from '../domain/intent';
import type { OwnedDrift } from './objectDrift';

/** How many fields the evidence lists, and how long each value may be. */
const MOST_FIELDS = 20;
const LONGEST_VALUE = 200;

/** The finding on an object that drifted; one object, one fingerprint. */
export function driftFinding(options: {
  readonly detector: string;
  readonly target: TargetFacts;
  readonly object: ClusterObject;
  readonly drift: readonly OwnedDrift[];
}): ObservedFinding {
  const { detector, target, object, drift } = options;
  const { entityRef, environment } = target;
  const { apiVersion, kind, metadata } = object;
  const fields = drift.slice(0, MOST_FIELDS).map(fieldEvidence);
  const title = `${kind} ${metadata.name} of ${target.name} in ${environment} was changed outside Mandate`;
  return {
    fingerprint: driftFingerprint(target, { kind, name: metadata.name }),
    detector,
    target: { entityRef, environment },
    severity: driftSeverity(target),
    title: title.slice(0, 300),
    words: findingWords(fields, drift.length),
    evidence: { object: { apiVersion, kind, name: metadata.name }, fields },
  };
}

/** The same object of the same target is the same trouble, however it differs. */
export function driftFingerprint(
  { entityRef, environment }: TargetFacts,
  { kind, name }: { readonly kind: string; readonly name: string },
): string {
  return `drift:${entityRef}:${environment}:${kind}/${name}`.slice(0, 300);
}

/** How bad drift of a target is. */
export function driftSeverity({
  production,
}: TargetFacts): ObservedFinding['severity'] {
  return production ? 'high' : 'medium';
}

type FieldEvidence = ReturnType<typeof fieldEvidence>;

function findingWords(
  [first]: readonly FieldEvidence[],
  count: number,
): string {
  const others = count - 1;
  const more =
    others > 0
      ? `, and ${others} more ${others === 1 ? 'field' : 'fields'}`
      : '';
  return `${first?.manager ?? 'Somebody'} changed ${first?.path} from ${
    first?.intended
  } to ${
    first?.live
  }${more}. Reapply what was intended, adopt what is there, or ignore it for a while.`;
}

function fieldEvidence({ path, intended, live, owner }: OwnedDrift) {
  return {
    path: path.slice(0, 500),
    intended: valueWords(intended),
    live: valueWords(live),
    ...(owner ? { manager: owner.manager } : {}),
    ...(owner?.at ? { at: owner.at } : {}),
  };
}

/** A value for people, cut when it is long. */
export function valueWords(value: unknown): string {
  if (isDigest(value)) {
    return 'a long text';
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value) ?? '';
  return text.length > LONGEST_VALUE
    ? `${text.slice(0, LONGEST_VALUE)}…`
    : text || 'nothing';
}
