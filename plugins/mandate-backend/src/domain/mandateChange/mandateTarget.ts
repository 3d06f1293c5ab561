import {
  mandateNameParts,
  PORTAL_ENVIRONMENT,
  type TargetFacts,
} from '@mandate/plugin-mandate-common';

/** A mandate as the target of a change of it: it lives in the portal, and nowhere in a cluster. */
export function mandateTarget(mandate: {
  readonly entityRef: string;
  readonly title?: string;
  /** The owner by the version in force. */
  readonly owner?: string;
  readonly isInForce: boolean;
}): TargetFacts {
  const { namespace, name } = mandateNameParts(mandate.entityRef);
  return {
    entityRef: mandate.entityRef,
    environment: PORTAL_ENVIRONMENT,
    cluster: PORTAL_ENVIRONMENT,
    namespace,
    workload: { kind: 'Mandate', name },
    name: mandate.title ?? name,
    entityKind: 'Mandate',
    owner: mandate.owner,
    tags: [],
    tier: 1,
    production: true,
    inCatalog: mandate.isInForce,
  };
}
