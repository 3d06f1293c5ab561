import { ServiceUnavailableError } from '@backstage/errors';
import type { TargetDirectory } from '@mandate/plugin-mandate-node';

/** Stands for the target directory before the plugin has started. */
export class LazyTargetDirectory implements TargetDirectory {
  #directory: TargetDirectory | undefined;

  set(directory: TargetDirectory): void {
    this.#directory = directory;
  }

  readonly resolve: TargetDirectory['resolve'] = async (...args) =>
    this.#get().resolve(...args);
  readonly ofEntity: TargetDirectory['ofEntity'] = async (...args) =>
    this.#get().ofEntity(...args);
  readonly all: TargetDirectory['all'] = async () => this.#get().all();
  readonly dependants: TargetDirectory['dependants'] = async (...args) =>
    this.#get().dependants(...args);

  #get(): TargetDirectory {
    if (!this.#directory) {
      throw new ServiceUnavailableError(
        'Mandate has not started yet. Try again in a moment.',
      );
    }
    return this.#directory;
  }
}
