import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import type {
  CatalogProcessor,
  CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import { parseChangeWindow } from '@mandate/policy';
import { relation, RELATION_GOVERNED_BY, RELATION_GOVERNS } from './relations';

/**
 * Checks entities of kind ChangeWindow and relates them to their owner and to the entities they name. One that is not
 * valid fails its processing: the catalog keeps the older version and shows the errors on the entity.
 */
export class ChangeWindowEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'ChangeWindowEntityProcessor';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (!isChangeWindow(entity)) {
      return false;
    }
    const parsed = parseChangeWindow(entity);
    if (!parsed.ok) {
      throw new InputError(
        `Change window '${
          entity.metadata.name
        }' is not valid, so its older version stays in force: ${parsed.errors.join(
          '; ',
        )}`,
      );
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const parsed = isChangeWindow(entity)
      ? parseChangeWindow(entity)
      : undefined;
    if (parsed?.ok) {
      const relate = relation(entity, emit);
      relate(parsed.spec.owner, 'group', RELATION_OWNED_BY, RELATION_OWNER_OF);
      for (const ref of parsed.spec.appliesTo.entities ?? []) {
        relate(ref, 'component', RELATION_GOVERNS, RELATION_GOVERNED_BY);
      }
    }
    return entity;
  }
}

function isChangeWindow(entity: Entity): boolean {
  return (
    entity.apiVersion === 'mandate.dev/v1alpha1' &&
    entity.kind === 'ChangeWindow'
  );
}
