import {
  type Entity,
  RELATION_OWNED_BY,
  RELATION_OWNER_OF,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import type { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  type CatalogProcessor,
  type CatalogProcessorEmit,
} from '@backstage/plugin-catalog-node';
import { type MandateError, parseMandate } from '@mandate/policy';
import { relation, RELATION_GOVERNED_BY, RELATION_GOVERNS } from './relations';

/**
 * Checks entities of kind Mandate and relates them to their owner and to the entities they name. A mandate that is not
 * valid fails its processing: the catalog keeps the older version and shows the errors on the entity.
 */
export class MandateEntityProcessor implements CatalogProcessor {
  getProcessorName(): string {
    return 'MandateEntityProcessor';
  }

  async validateEntityKind(entity: Entity): Promise<boolean> {
    if (!isMandate(entity)) {
      return false;
    }
    const parsed = parseMandate(entity);
    if (!parsed.ok) {
      throw new InputError(
        `Mandate '${
          entity.metadata.name
        }' is not valid, so its older version stays in force: ${parsed.errors
          .map(words)
          .join('; ')}`,
      );
    }
    return true;
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (!isMandate(entity)) {
      return entity;
    }
    const parsed = parseMandate(entity);
    if (parsed.ok) {
      const relate = relation(entity, emit);
      relate(parsed.spec.owner, 'group', RELATION_OWNED_BY, RELATION_OWNER_OF);
      for (const ref of parsed.spec.appliesTo.entities ?? []) {
        relate(ref, 'component', RELATION_GOVERNS, RELATION_GOVERNED_BY);
      }
    }
    return entity;
  }
}

function isMandate(entity: Entity): boolean {
  return (
    entity.apiVersion === 'mandate.dev/v1alpha1' && entity.kind === 'Mandate'
  );
}

/** "spec.grants[0].when, line 1, column 12: …" */
function words(error: MandateError): string {
  const place = error.path
    .map((part, index) => {
      if (typeof part === 'number') {
        return `[${part}]`;
      }
      return index === 0 ? part : `.${part}`;
    })
    .join('');
  const position = error.position
    ? `, line ${error.position.line}, column ${error.position.column}`
    : '';
  return `${place}${position}: ${error.message}`;
}
