import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
} from '@backstage/catalog-model';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  MandateApi,
  ProposedEntity,
} from '@mandate/plugin-mandate-common';

const LOCATION = 'mandate:proposed-entities';

/**
 * Puts the entities that changes bring with them into the catalog, so that a service made from a template has its page
 * (and on it the approval card) from the moment its first change is proposed. An entity goes again when no change that
 * brought it had an effect.
 */
export class ProposedEntityProvider implements EntityProvider {
  readonly #api: Pick<MandateApi, 'listProposedEntities'>;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  #connection?: EntityProviderConnection;
  #applied?: string;

  constructor(options: {
    api: Pick<MandateApi, 'listProposedEntities'>;
    auth: AuthService;
    logger: LoggerService;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#api = options.api;
    this.#auth = options.auth;
    this.#logger = options.logger;
    this.#taskRunner = options.taskRunner;
  }

  getProviderName(): string {
    return 'mandate-proposed-entities';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#taskRunner.run({
      id: 'mandate-proposed-entities',
      fn: () => this.refresh(),
    });
  }

  /** Reads the entities from the kernel; the catalog keeps what it has when the kernel does not answer. */
  async refresh(): Promise<void> {
    if (!this.#connection) {
      return;
    }
    let entities: readonly ProposedEntity[];
    try {
      entities = await this.#api.listProposedEntities({
        token: await this.#token(),
      });
    } catch (error) {
      this.#logger.warn(
        'The entities that changes bring with them could not be read; the catalog keeps what it has',
        error instanceof Error ? error : undefined,
      );
      return;
    }
    const snapshot = JSON.stringify(entities);
    if (snapshot === this.#applied) {
      return;
    }
    await this.#connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity: located(entity),
        locationKey: LOCATION,
      })),
    });
    this.#applied = snapshot;
  }

  async #token(): Promise<string> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'mandate',
    });
    return token;
  }
}

function located({ metadata, spec, ...rest }: ProposedEntity): Entity {
  return {
    ...rest,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        [ANNOTATION_LOCATION]: LOCATION,
        [ANNOTATION_ORIGIN_LOCATION]: LOCATION,
      },
    },
    // safety: parsed as plain JSON at the kernel's boundary, so every value is a JSON value.
    spec: spec as Entity['spec'],
  };
}
