import type { MandateInForce, TargetFacts } from './decisionInput';
import type { MandateScope } from './mandateSpec';

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
      scope.tags.some(tag => target.tags.includes(tag)))
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
