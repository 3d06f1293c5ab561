import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION } from '@backstage/catalog-model';
import type {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  TemplatesApi,
  TemplateView,
} from '@mandate/plugin-mandate-common';
import type { SizePrices } from './parameterField';
import {
  APPROVED_TEMPLATES_LOCATION,
  softwareTemplate,
} from './softwareTemplate';

/**
 * Turns each approved template into a software template. One that somebody made by hand under the same name stays, whichever
 * of the two came first: it may ask and do more. A template whose last approved version is withdrawn goes.
 */
export class ApprovedTemplateProvider implements EntityProvider {
  readonly #api: Pick<TemplatesApi, 'listTemplates'>;
  readonly #auth: AuthService;
  readonly #catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
  readonly #logger: LoggerService;
  readonly #prices: SizePrices;
  readonly #taskRunner: SchedulerServiceTaskRunner;
  #connection?: EntityProviderConnection;
  #applied?: string;

  constructor(options: {
    api: Pick<TemplatesApi, 'listTemplates'>;
    auth: AuthService;
    catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
    logger: LoggerService;
    prices?: SizePrices;
    taskRunner: SchedulerServiceTaskRunner;
  }) {
    this.#api = options.api;
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#prices = options.prices ?? {};
    this.#taskRunner = options.taskRunner;
  }

  getProviderName(): string {
    return 'mandate-approved-templates';
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.#connection = connection;
    await this.#taskRunner.run({
      id: 'mandate-approved-templates',
      fn: () => this.refresh(),
    });
  }

  /** Reads the templates from the kernel; the catalog keeps what it has when the kernel does not answer. */
  async refresh(): Promise<void> {
    if (!this.#connection) {
      return;
    }
    try {
      const approved = (await this.#templates()).filter(isApproved);
      const byHand = await this.#madeByHand(approved.map(({ name }) => name));
      const offered = approved.filter(({ name }) => !byHand.has(name));
      const snapshot = JSON.stringify(offered);
      if (snapshot === this.#applied) {
        return;
      }
      await this.#connection.applyMutation({
        type: 'full',
        // Without a location key: what a location brings under the same name takes the place of ours whenever it comes, and
        // ours never takes its.
        entities: offered.map(template => ({
          entity: softwareTemplate(template, this.#prices),
        })),
      });
      this.#applied = snapshot;
    } catch (error) {
      this.#logger.warn(
        'The approved templates could not be read; the catalog keeps what it has',
        error instanceof Error ? error : undefined,
      );
    }
  }

  async #templates(): Promise<readonly TemplateView[]> {
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: await this.#auth.getOwnServiceCredentials(),
      targetPluginId: 'mandate',
    });
    return this.#api.listTemplates({ token });
  }

  async #madeByHand(names: readonly string[]): Promise<ReadonlySet<string>> {
    const { items } = await this.#catalog.getEntitiesByRefs(
      {
        entityRefs: names.map(name => `template:default/${name}`),
        fields: ['metadata.name', 'metadata.annotations'],
      },
      { credentials: await this.#auth.getOwnServiceCredentials() },
    );
    return new Set(
      items.flatMap(entity =>
        entity &&
        entity.metadata.annotations?.[ANNOTATION_LOCATION] !==
          APPROVED_TEMPLATES_LOCATION
          ? entity.metadata.name
          : [],
      ),
    );
  }
}

function isApproved({ versions, current }: TemplateView): boolean {
  return versions.some(
    ({ digest, state }) => digest === current && state === 'approved',
  );
}
