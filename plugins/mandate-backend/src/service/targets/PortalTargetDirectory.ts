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
import { templateTarget } from '../../domain/template/templateTarget';
import type { TemplateCache } from '../templates/TemplateCache';
import { versionInForce } from '../mandateChanges/putInForce';

const TEMPLATE_REF = /^template:default\/[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const MANDATE_REF = /^mandate:[a-z0-9._-]{1,63}\/[a-z0-9._-]{1,63}$/;

/** Targets of the catalog, and beside them those that the portal itself keeps: mandates and templates, in an environment of their own. */
export class PortalTargetDirectory implements TargetDirectory {
  readonly #catalog: TargetDirectory;
  readonly #store: KernelStore;
  readonly #templates: TemplateCache;

  constructor(options: {
    readonly catalog: TargetDirectory;
    readonly store: KernelStore;
    readonly templates: TemplateCache;
  }) {
    this.#catalog = options.catalog;
    this.#store = options.store;
    this.#templates = options.templates;
  }

  /** Throws as the catalog's directory, and `InputError` for anything else in the portal's environment. */
  async resolve(
    reference: TargetReference,
    options?: { readonly proposedEntity?: ProposedEntity },
  ): Promise<TargetFacts> {
    if (reference.environment !== PORTAL_ENVIRONMENT) {
      return this.#catalog.resolve(reference, options);
    }
    const entityRef = reference.entityRef.toLowerCase();
    if (TEMPLATE_REF.test(entityRef)) {
      return this.#template(entityRef);
    }
    if (!MANDATE_REF.test(entityRef)) {
      throw new InputError(
        `Only mandates and templates are in the environment '${PORTAL_ENVIRONMENT}', such as mandate:default/production; '${reference.entityRef}' is neither.`,
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

  /** Its owner is that of the last version that was approved; of the first one, nobody's yet. */
  async #template(entityRef: string): Promise<TargetFacts> {
    const name = entityRef.replace('template:default/', '');
    const versions = await this.#store.read(tx =>
      tx.templateVersions.all(name),
    );
    const last = versions.find(({ state }) => state === 'approved');
    const parsed = last && this.#templates.parse(last.text);
    return templateTarget({
      entityRef,
      name,
      annotations: parsed?.ok ? parsed.template.annotations : undefined,
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
