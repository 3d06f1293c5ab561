import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { entityName } from '../entityName';

/**
 * An entity's name, linked to its page when the reference is a full one, `kind:namespace/name`, and there is a catalog.
 *
 * @public
 */
export function EntityName({ entityRef }: { readonly entityRef: string }) {
  const entityRoute = useRouteRef(entityRouteRef);
  const name = entityName(entityRef);
  const reference = readReference(entityRef);
  return entityRoute && reference ? (
    <Link href={entityRoute(reference)} title={entityRef}>
      {name}
    </Link>
  ) : (
    <span title={entityRef}>{name}</span>
  );
}

const FULL_REFERENCE = /^[^:/]+:[^:/]+\/[^:/]+$/;

/** Nothing for detectors, plugins, services and agents: they have no entity, and are called `detector:crash-loop`. */
function readReference(entityRef: string) {
  if (!FULL_REFERENCE.test(entityRef)) {
    return undefined;
  }
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return {
    kind: kind.toLocaleLowerCase('en-US'),
    namespace: namespace.toLocaleLowerCase('en-US'),
    name,
  };
}
