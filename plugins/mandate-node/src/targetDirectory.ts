import type {
  ProposedEntity,
  TargetFacts,
  TargetReference,
} from '@mandate/plugin-mandate-common';

/**
 * Resolves catalog entities and environments to targets.
 *
 * @public
 */
export interface TargetDirectory {
  /**
   * The target with its facts. For an entity that is not in the catalog yet, pass the proposed one.
   * Throws `NotFoundError` for an unknown entity or environment, `InputError` for names that are no DNS labels.
   */
  resolve(
    reference: TargetReference,
    options?: { readonly proposedEntity?: ProposedEntity },
  ): Promise<TargetFacts>;
  /** The targets of one entity, one an environment. */
  ofEntity(entityRef: string): Promise<readonly TargetFacts[]>;
  /** All targets of the catalog's components and resources, one for each environment. */
  all(): Promise<readonly TargetFacts[]>;
  /** Entities that depend on this one, nearest first, at most 200. */
  dependants(
    entityRef: string,
  ): Promise<readonly { entityRef: string; depth: number }[]>;
}
