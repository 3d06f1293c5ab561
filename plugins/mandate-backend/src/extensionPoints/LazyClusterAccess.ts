import { ServiceUnavailableError } from '@backstage/errors';
import type { ClusterAccess } from '@mandate/plugin-mandate-node';

/** Stands for the cluster access before a module has set it. */
export class LazyClusterAccess implements ClusterAccess {
  #access: ClusterAccess | undefined;

  /** Throws when it was set already: two owners of the clusters would work against each other. */
  set(access: ClusterAccess): void {
    if (this.#access) {
      throw new Error(
        'Two modules connect clusters to Mandate. Remove one of them from the backend.',
      );
    }
    this.#access = access;
  }

  readonly clusters: ClusterAccess['clusters'] = () => this.#get().clusters();
  readonly read: ClusterAccess['read'] = async (...args) =>
    this.#get().read(...args);
  readonly list: ClusterAccess['list'] = async (...args) =>
    this.#get().list(...args);
  readonly apply: ClusterAccess['apply'] = async (...args) =>
    this.#get().apply(...args);
  readonly remove: ClusterAccess['remove'] = async (...args) =>
    this.#get().remove(...args);
  readonly askService: ClusterAccess['askService'] = async (...args) =>
    this.#get().askService(...args);
  readonly readLog: ClusterAccess['readLog'] = async (...args) =>
    this.#get().readLog(...args);
  readonly queryMetrics: ClusterAccess['queryMetrics'] = async (...args) =>
    this.#get().queryMetrics(...args);
  readonly evict: ClusterAccess['evict'] = async (...args) =>
    this.#get().evict(...args);
  readonly watch: ClusterAccess['watch'] = async (...args) =>
    this.#get().watch(...args);

  #get(): ClusterAccess {
    if (!this.#access) {
      throw new ServiceUnavailableError(
        'No cluster is connected. Add a module that connects clusters to the backend, or wait until it has started.',
      );
    }
    return this.#access;
  }
}
