import {
  type Entity,
  getCompoundEntityRef,
  parseEntityRef,
} from '@backstage/catalog-model';
import {
  type CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';

/** Relation from a mandate or a change window to an entity that its scope names. */
export const RELATION_GOVERNS = 'governs';
/** Relation from an entity to what names it in its scope. */
export const RELATION_GOVERNED_BY = 'governedBy';

/** Emits a relation of the entity and its inverse. */
export function relation(entity: Entity, emit: CatalogProcessorEmit) {
  const source = getCompoundEntityRef(entity);
  return (
    ref: string,
    defaultKind: string,
    type: string,
    inverse: string,
  ): void => {
    const target = parseEntityRef(ref, {
      defaultKind,
      defaultNamespace: source.namespace,
    });
    emit(processingResult.relation({ source, target, type }));
    emit(
      processingResult.relation({
        source: target,
        target: source,
        type: inverse,
      }),
    );
  };
}
