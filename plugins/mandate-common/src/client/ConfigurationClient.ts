import type { ConfigurationEditInput } from '../change/configurationChange';
import type { TargetReference } from '../change/target';
import type {
  ConfigurationCheckView,
  ConfigurationDifferenceView,
  ConfigurationReferencesView,
  ConfigurationVersionView,
  ConfigurationView,
} from '../configurationViews';
import type { MandateClientOptions } from './MandateClient';
import { mandateFetch } from './mandateFetch';
import type { MandateRequestOptions } from './MandateRequestOptions';
import type { Query } from './queryString';

/**
 * Two sides to compare: environments of an entity at the newest version, or versions in one environment.
 *
 * @public
 */
export type ConfigurationComparison =
  | {
      readonly entityRef: string;
      readonly environment: string;
      readonly otherEnvironment: string;
    }
  | {
      readonly entityRef: string;
      readonly environment: string;
      readonly before: string;
      readonly after: string;
    };

/**
 * Configuration of entities, where it comes from, and its versions. Errors are `ResponseError`s.
 *
 * @public
 */
export interface ConfigurationApi {
  /** At a version, or the newest. */
  getConfiguration(
    query: TargetReference & { readonly commit?: string },
    options?: MandateRequestOptions,
  ): Promise<ConfigurationView>;
  compareConfigurations(
    query: ConfigurationComparison,
    options?: MandateRequestOptions,
  ): Promise<readonly ConfigurationDifferenceView[]>;
  listConfigurationVersions(
    query: TargetReference,
    options?: MandateRequestOptions,
  ): Promise<readonly ConfigurationVersionView[]>;
  /** Names to choose from where a configuration refers to something. */
  listConfigurationReferences(
    query: TargetReference,
    options?: MandateRequestOptions,
  ): Promise<ConfigurationReferencesView>;
  /** Checks edits without proposing anything. */
  checkConfiguration(
    request: TargetReference & {
      readonly edits: readonly ConfigurationEditInput[];
    },
    options?: MandateRequestOptions,
  ): Promise<ConfigurationCheckView>;
}

/**
 * Asks the mandate backend about configuration.
 *
 * @public
 */
export class ConfigurationClient implements ConfigurationApi {
  readonly #client: MandateClientOptions;

  constructor(options: MandateClientOptions) {
    this.#client = options;
  }

  readonly getConfiguration: ConfigurationApi['getConfiguration'] = (
    query,
    options,
  ) => this.#get('/configuration', query, options);

  readonly compareConfigurations: ConfigurationApi['compareConfigurations'] =
    async (query, options) =>
      (
        await this.#get<Items<ConfigurationDifferenceView>>(
          '/configuration/difference',
          query,
          options,
        )
      ).items;

  readonly listConfigurationVersions: ConfigurationApi['listConfigurationVersions'] =
    async (query, options) =>
      (
        await this.#get<Items<ConfigurationVersionView>>(
          '/configuration/versions',
          query,
          options,
        )
      ).items;

  readonly listConfigurationReferences: ConfigurationApi['listConfigurationReferences'] =
    (query, options) => this.#get('/configuration/references', query, options);

  readonly checkConfiguration: ConfigurationApi['checkConfiguration'] = async (
    request,
    options,
  ) => {
    const response = await mandateFetch(this.#client, {
      method: 'POST',
      path: '/configuration/check',
      query: {},
      body: request,
      options,
    });
    return response.json();
  };

  async #get<T>(
    path: string,
    query: Query,
    options?: MandateRequestOptions,
  ): Promise<T> {
    const request = { method: 'GET', path, query, options };
    const response = await mandateFetch(this.#client, request);
    return response.json();
  }
}

interface Items<T> {
  readonly items: readonly T[];
}
