import type { MandateInForce, TargetFacts } from './decisionInput';
import type { MandateScope } from './mandateSpec';

const scopeAttributes = [
  'containerTypes',
  'environments',
  'kinds',
  'owners',
  'systems',
  'namespaces',
  'clusters',
  'entities',
] as const;

/**
 * Whether a scope covers a target: each attribute it names has one of the target's values. `{}` covers all.
 *
 * @public
 */
export function covers(scope: MandateScope, target: TargetFacts): boolean {
  return (
    includes(scope.containerTypes, target.containerType) &&
    includes(scope.environments, target.environment) &&
    includes(scope.kinds, target.kind) &&
    includes(scope.owners, target.owner) &&
    includes(scope.systems, target.system) &&
    includes(scope.namespaces, target.namespace) &&
    includes(scope.clusters, target.cluster) &&
    includes(scope.entities, target.entityRef) &&
    (scope.tags === undefined ||
      scope.tags.some(tag => target.tags.includes(tag))) &&
    Object.entries(scope.labels ?? {}).every(([label, values]) =>
      includes([values].flat(), labelOf(target, label)),
    )
  );
}

function labelOf(
  { labels = {} }: TargetFacts,
  label: string,
): string | undefined {
  return Object.hasOwn(labels, label) ? labels[label] : undefined;
}

/**
 * Whether some target may be covered by both scopes: no attribute that both name rules it out. It errs on the side of
 * yes: attributes are not known to depend on each other, and a target may have several tags.
 *
 * @public
 */
export function mayOverlap(one: MandateScope, other: MandateScope): boolean {
  return (
    scopeAttributes.every(attribute =>
      mayShare(one[attribute], other[attribute]),
    ) &&
    Object.entries(one.labels ?? {}).every(([label, values]) =>
      mayShare([values].flat(), valuesOf(other.labels?.[label])),
    )
  );
}

function valuesOf(
  values: string | readonly string[] | undefined,
): readonly string[] | undefined {
  return values === undefined ? undefined : [values].flat();
}

function mayShare(
  ours: readonly string[] | undefined,
  theirs: readonly string[] | undefined,
): boolean {
  return (
    ours === undefined ||
    theirs === undefined ||
    ours.some(value => theirs.includes(value))
  );
}

/**
 * Whether a mandate is in force for a target now. One that is unreadable to its very scope covers every target.
 *
 * @public
 */
export function isInForce(
  mandate: MandateInForce,
  target: TargetFacts,
  nowMs: number,
): boolean {
  if (mandate.expiresAtMs !== undefined && nowMs >= mandate.expiresAtMs) {
    return false;
  }
  const scope =
    mandate.status === 'readable' ? mandate.spec.appliesTo : mandate.appliesTo;
  return scope === undefined || covers(scope, target);
}

function includes(
  allowed: readonly string[] | undefined,
  value: string | undefined,
): boolean {
  return (
    allowed === undefined || (value !== undefined && allowed.includes(value))
  );
}
