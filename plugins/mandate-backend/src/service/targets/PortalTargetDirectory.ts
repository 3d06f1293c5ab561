import { InputError } from '@backstage/errors';
import {
  PORTAL_ENVIRONMENT,
  type ProposedEntity,
  type TargetFacts,
  type TargetReference,
} from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';
import type { KernelStore } from '../../database/KernelStore';
import { mandateTarget } from '../../domain/mandateChange/mandateTarget';
import { versionInForce } from '../mandateChanges/putInForce';

const MANDATE_REF = /^mandate:[a-z0-9._-]{1,63}\/[a-z0-9._-]{1,63}$/;

/** Targets of the catalog, and beside them those that the portal itself keeps: mandates, in an environment of their own. */
export class PortalTargetDirectory implements TargetDirectory {
  readonly #catalog: TargetDirectory;
  readonly #store: KernelStore;

  constructor(options: {
    readonly catalog: TargetDirectory;
    readonly store: KernelStore;
  }) {
    this.#catalog = options.catalog;
    this.#store = options.store;
  }

  /** Throws as the catalog's directory, and `InputError` for something else than a mandate in the portal's environment. */
  async resolve(
    reference: TargetReference,
    options?: { readonly proposedEntity?: ProposedEntity },
  ): Promise<TargetFacts> {
    if (reference.environment !== PORTAL_ENVIRONMENT) {
      return this.#catalog.resolve(reference, options);
    }
    const entityRef = reference.entityRef.toLowerCase();
    if (!MANDATE_REF.test(entityRef)) {
      throw new InputError(
        `Only mandates are in the environment '${PORTAL_ENVIRONMENT}', such as mandate:default/production; '${reference.entityRef}' is none.`,
      );
    }
    const stored = await this.#store.read(tx => tx.mandates.get(entityRef));
    const isInForce = versionInForce(stored) !== undefined;
    const spec = isInForce ? stored?.inForce?.spec : undefined;
    return mandateTarget({
      entityRef,
      title: stored?.title,
      owner: spec && 'owner' in spec ? spec.owner : undefined,
      isInForce,
    });
  }

  ofEntity(entityRef: string): Promise<readonly TargetFacts[]> {
    return this.#catalog.ofEntity(entityRef);
  }

  all(): Promise<readonly TargetFacts[]> {
    return this.#catalog.all();
  }

  dependants(
    entityRef: string,
  ): Promise<readonly { entityRef: string; depth: number }[]> {
    return this.#catalog.dependants(entityRef);
  }
}
