import type { AuthService } from '@backstage/backend-plugin-api';
import {
  type Entity,
  getCompoundEntityRef,
  parseEntityRef,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type {
  ProposedEntity,
  TargetFacts,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';
import {
  bindableEntitySchema,
  type BindingOutcome,
  bindTarget,
} from '../../domain/target/bindTarget';
import type { EnvironmentSettings } from '../settings/KernelSettings';
import { ExpiringCache } from './ExpiringCache';

/** Long enough to serve one request's questions, short enough that nobody waits for a change in the catalog. */
const CACHE_MS = 3_000;
const MAX_DEPTH = 3;
const MAX_DEPENDANTS = 200;
const MAX_DEPENDENCIES = 50;
/** `apiConsumedBy` leads from an API to those who call it. */
const RELATION_API_CONSUMED_BY = 'apiConsumedBy';
const TARGET_KINDS = ['Component', 'Resource'];

/** Targets from the catalog, read with the plugin's own credentials, and the configured environments. */
export class CatalogTargetDirectory implements TargetDirectory {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #environments: readonly EnvironmentSettings[];
  readonly #entities = new ExpiringCache<Entity | undefined>(CACHE_MS);
  readonly #lists = new ExpiringCache<readonly Entity[]>(CACHE_MS);

  constructor(options: {
    readonly catalog: CatalogService;
    readonly auth: AuthService;
    readonly environments: readonly EnvironmentSettings[];
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#environments = options.environments;
  }

  async resolve(
    reference: TargetReference,
    options: { readonly proposedEntity?: ProposedEntity } = {},
  ): Promise<TargetFacts> {
    const environment = this.#environment(reference.environment);
    const entityRef = normalisedRef(reference.entityRef);
    const known = await this.#entity(entityRef);
    const entity = known ?? options.proposedEntity;
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${entityRef}. Register it first, or bring its entity with the change.`,
      );
    }
    if (!known && stringifyEntityRef(getRef(entity)) !== entityRef) {
      throw new InputError(
        `The change is about ${entityRef}, but brings the entity ${stringifyEntityRef(
          getRef(entity),
        )}. Both must be the same.`,
      );
    }
    return accepted(
      this.#bind(entity, entityRef, environment, known !== undefined),
    );
  }

  /**
   * Environments in which the entity cannot be bound are left out.
   *
   * @throws InputError when it can be bound in none.
   */
  async ofEntity(entityRef: string): Promise<readonly TargetFacts[]> {
    const ref = normalisedRef(entityRef);
    const entity = await this.#entity(ref);
    if (!entity) {
      throw new NotFoundError(`The catalog has no ${ref}.`);
    }
    const outcomes = this.#environments.map(environment =>
      this.#bind(entity, ref, environment, true),
    );
    const targets = outcomes.flatMap(boundTargets);
    return targets.length > 0 ? targets : outcomes.map(accepted);
  }

  /** Entities whose names cannot be bound are left out: they are no targets. */
  async all(): Promise<readonly TargetFacts[]> {
    const entities = await this.#lists.get('all', async () => {
      const { items } = await this.#catalog.getEntities(
        { filter: { kind: TARGET_KINDS } },
        { credentials: await this.#auth.getOwnServiceCredentials() },
      );
      return items;
    });
    return entities.flatMap(entity =>
      this.#environments.flatMap(environment =>
        boundTargets(
          this.#bind(entity, stringifyEntityRef(entity), environment, true),
        ),
      ),
    );
  }

  /** The targets in the same environment that this one depends on directly, or whose API it calls. */
  async dependencies(target: TargetFacts): Promise<readonly TargetFacts[]> {
    const environment = this.#environment(target.environment);
    const [entity] = await this.#entitiesByRef([target.entityRef]);
    if (!entity) {
      return [];
    }
    const apis = await this.#entitiesByRef(
      related(entity, RELATION_CONSUMES_API),
    );
    const refs = [
      ...related(entity, RELATION_DEPENDS_ON),
      ...apis.flatMap(api => related(api, RELATION_API_PROVIDED_BY)),
    ].filter(ref => ref !== target.entityRef);
    const entities = await this.#entitiesByRef([...new Set(refs)]);
    return entities.slice(0, MAX_DEPENDENCIES).flatMap(dependency => {
      if (!TARGET_KINDS.includes(dependency.kind)) {
        return [];
      }
      return boundTargets(
        this.#bind(
          dependency,
          stringifyEntityRef(dependency),
          environment,
          true,
        ),
      );
    });
  }

  async dependants(
    entityRef: string,
  ): Promise<readonly { entityRef: string; depth: number }[]> {
    const start = normalisedRef(entityRef);
    const seen = new Set([start]);
    const found: { entityRef: string; depth: number }[] = [];
    let frontier: readonly string[] = [start];
    for (let depth = 1; depth <= MAX_DEPTH && frontier.length > 0; depth += 1) {
      const next: string[] = [];
      for (const ref of await this.#dependantsOf(frontier)) {
        if (!seen.has(ref) && found.length < MAX_DEPENDANTS) {
          seen.add(ref);
          found.push({ entityRef: ref, depth });
          next.push(ref);
        }
      }
      frontier = next;
    }
    return found;
  }

  /** Who depends on these directly, or calls an API that they provide. */
  async #dependantsOf(refs: readonly string[]): Promise<readonly string[]> {
    const entities = await this.#entitiesByRef(refs);
    const direct = entities.flatMap(entity =>
      related(entity, RELATION_DEPENDENCY_OF),
    );
    const apis = await this.#entitiesByRef(
      entities.flatMap(entity => related(entity, RELATION_PROVIDES_API)),
    );
    const providers = new Set(
      apis.flatMap(api => related(api, RELATION_API_PROVIDED_BY)),
    );
    const callers = apis.flatMap(api => related(api, RELATION_API_CONSUMED_BY));
    return [...direct, ...callers.filter(caller => !providers.has(caller))];
  }

  #entity(entityRef: string): Promise<Entity | undefined> {
    return this.#entities.get(entityRef, async () =>
      this.#catalog.getEntityByRef(entityRef, {
        credentials: await this.#auth.getOwnServiceCredentials(),
      }),
    );
  }

  async #entitiesByRef(refs: readonly string[]): Promise<readonly Entity[]> {
    if (refs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs: [...refs] },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return items.filter(entity => entity !== undefined);
  }

  #bind(
    entity: Entity | ProposedEntity,
    entityRef: string,
    environment: EnvironmentSettings,
    inCatalog: boolean,
  ): BindingOutcome {
    return bindTarget({
      entity: bindableEntitySchema.parse(entity),
      entityRef,
      owner: relationOrSpec(entity, RELATION_OWNED_BY, 'owner', 'group'),
      system: relationOrSpec(entity, RELATION_PART_OF, 'system', 'system'),
      environment,
      environments: this.#environments,
      inCatalog,
    });
  }

  #environment(name: string): EnvironmentSettings {
    const environment = this.#environments.find(known => known.name === name);
    if (!environment) {
      throw new NotFoundError(
        `There is no environment '${name}'. Configured are: ${
          this.#environments.map(known => known.name).join(', ') || 'none'
        }.`,
      );
    }
    return environment;
  }
}

function boundTargets(outcome: BindingOutcome): readonly TargetFacts[] {
  return outcome.type === 'bound' ? [outcome.target] : [];
}

function accepted(outcome: BindingOutcome): TargetFacts {
  if (outcome.type === 'invalid') {
    throw new InputError(outcome.words);
  }
  return outcome.target;
}

/** The relation that the catalog derived; for an entity it does not have yet, what the spec says. */
function relationOrSpec(
  entity: Entity | ProposedEntity,
  relation: string,
  field: string,
  defaultKind: string,
): string | undefined {
  const targets = 'relations' in entity ? related(entity, relation) : [];
  const fitting = targets.find(
    ref => relation === RELATION_OWNED_BY || ref.startsWith(`${defaultKind}:`),
  );
  const named = entity.spec?.[field];
  if (fitting !== undefined || typeof named !== 'string' || named === '') {
    return fitting;
  }
  return normalisedRef(named, {
    defaultKind,
    defaultNamespace: entity.metadata.namespace ?? 'default',
  });
}

function related(entity: Entity, relation: string): readonly string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef);
}

function getRef(entity: Entity | ProposedEntity) {
  return getCompoundEntityRef({ ...entity, spec: undefined });
}

function normalisedRef(
  entityRef: string,
  defaults?: Parameters<typeof parseEntityRef>[1],
): string {
  try {
    return stringifyEntityRef(parseEntityRef(entityRef, defaults));
  } catch (error) {
    throw new InputError(
      `'${entityRef}' is no entity reference. Write for example component:default/checkout.`,
      error,
    );
  }
}
