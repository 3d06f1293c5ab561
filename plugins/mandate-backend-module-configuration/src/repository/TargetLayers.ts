import type { ConfigurationRepository } from '@mandate/configuration-git';
import type { TargetReference } from '@mandate/plugin-mandate-common';
import { levelFiles } from '../domain/levelFiles';
import { readLayers, type ReadLayers } from '../domain/readLayers';
import { filesOf, type Texts } from './ConfigurationFiles';

/** The layers of many targets at one version. A file is read once, however many share it. */
export class TargetLayers {
  readonly #texts: Texts;
  /** What was read, by path. */
  readonly #read: Map<string, ReadLayers>;

  private constructor(texts: Texts, read: Map<string, ReadLayers>) {
    this.#texts = texts;
    this.#read = read;
  }

  /** Reads the files of targets at a commit; there are none before the first. */
  static async read(
    repository: ConfigurationRepository,
    targets: readonly TargetReference[],
    commit: string | undefined,
  ): Promise<TargetLayers> {
    const paths = new Set(
      targets.flatMap(target => levelFiles(target).map(({ path }) => path)),
    );
    return new TargetLayers(
      commit === undefined
        ? new Map()
        : await repository.readAll(commit, paths),
      new Map(),
    );
  }

  /** The same with other texts in the place of some files. */
  with(changed: Texts): TargetLayers {
    return new TargetLayers(
      new Map([...this.#texts, ...changed]),
      new Map([...this.#read].filter(([path]) => !changed.has(path))),
    );
  }

  /** A target's layers, and what is wrong with files that cannot be read. */
  of(target: TargetReference): ReadLayers {
    const parts = levelFiles(target).map(file => {
      const read =
        this.#read.get(file.path) ?? readLayers(filesOf([file], this.#texts));
      this.#read.set(file.path, read);
      return read;
    });
    return {
      layers: parts.flatMap(({ layers }) => layers),
      problems: parts.flatMap(({ problems }) => problems),
    };
  }
}
