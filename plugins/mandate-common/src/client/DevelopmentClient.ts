import type { BreakableCluster, ClusterFaults } from '../development';
import type { MandateClientOptions } from './MandateClient';
import { mandateFetch } from './mandateFetch';
import type { MandateRequestOptions } from './MandateRequestOptions';

/**
 * Breaks embedded clusters on purpose, in development. Errors are `ResponseError`s.
 *
 * @public
 */
export interface DevelopmentApi {
  /** The embedded clusters, and what is broken in them. */
  listBreakableClusters(
    options?: MandateRequestOptions,
  ): Promise<readonly BreakableCluster[]>;
  /** Breaks what the faults say and mends everything else; `{}` mends all. */
  breakCluster(
    name: string,
    faults: ClusterFaults,
    options?: MandateRequestOptions,
  ): Promise<void>;
}

/**
 * Asks the mandate backend to break embedded clusters.
 *
 * @public
 */
export class DevelopmentClient implements DevelopmentApi {
  readonly #client: MandateClientOptions;

  constructor(options: MandateClientOptions) {
    this.#client = options;
  }

  readonly listBreakableClusters: DevelopmentApi['listBreakableClusters'] =
    async options => {
      const response = await mandateFetch(this.#client, {
        method: 'GET',
        path: '/development/clusters',
        query: {},
        options,
      });
      return (await response.json()).items;
    };

  readonly breakCluster: DevelopmentApi['breakCluster'] = async (
    name,
    faults,
    options,
  ) => {
    await mandateFetch(this.#client, {
      method: 'PUT',
      path: `/development/clusters/${encodeURIComponent(name)}/faults`,
      query: {},
      body: faults,
      options,
    });
  };
}
