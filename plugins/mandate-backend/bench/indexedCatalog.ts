import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { setTimeout as wait } from 'node:timers/promises';

/** What a read by reference costs beyond this process: about what the catalog's own route takes over the loopback. */
const ANSWERS_AFTER_MS = 2;

/**
 * A catalog in memory that finds entities by reference through an index, as the real one does in its database. The mock
 * of Backstage builds a map of all entities at each read, which with 10,000 of them would be most of what is measured.
 */
export function indexedCatalog(entities: readonly Entity[]): CatalogService {
  const byRef = new Map(
    entities.map(entity => [stringifyEntityRef(entity), entity]),
  );
  const catalog = catalogServiceMock({ entities: [...entities] });
  catalog.getEntitiesByRefs = async ({ entityRefs }) => {
    await wait(ANSWERS_AFTER_MS);
    return { items: entityRefs.map(ref => byRef.get(ref)) };
  };
  catalog.getEntityByRef = async ref => {
    await wait(ANSWERS_AFTER_MS);
    return typeof ref === 'string' ? byRef.get(ref) : undefined;
  };
  return catalog;
}
