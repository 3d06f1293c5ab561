import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from '@backstage/ui';
import { entityName } from '../entityName';

/**
 * An entity's name, linked to its page when the reference can be read and there is a catalog.
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

function readReference(entityRef: string) {
  try {
    const { kind, namespace, name } = parseEntityRef(entityRef);
    return {
      kind: kind.toLocaleLowerCase('en-US'),
      namespace: namespace.toLocaleLowerCase('en-US'),
      name,
    };
  } catch {
    // Services and agents have no entity; their subject is shown as it is.
    return undefined;
  }
}
