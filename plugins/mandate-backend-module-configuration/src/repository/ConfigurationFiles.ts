import type { ConfigurationFile } from '@mandate/configuration';
import type { ConfigurationRepository } from '@mandate/configuration-git';
import type { TargetReference } from '@mandate/plugin-mandate-common';
import { type LevelFile, levelFiles } from '../domain/levelFiles';

/** Text by path; undefined where there is no such file. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** Who is named as the author of what is not committed yet. */
export const NOT_COMMITTED = { commit: '', author: 'this change' };

/** The files of targets in the repository. */
export class ConfigurationFiles {
  constructor(private readonly repository: ConfigurationRepository) {}

  /** A target's files at a version, with who last changed each line. */
  async withAuthors(
    target: TargetReference,
    commit: string | undefined,
  ): Promise<readonly ConfigurationFile[]> {
    if (commit === undefined) {
      return [];
    }
    return this.repository.readFiles({ commit, files: levelFiles(target) });
  }

  /** The texts of a target's files at a version. */
  async texts(
    target: TargetReference,
    commit: string | undefined,
  ): Promise<Texts> {
    const paths = levelFiles(target).map(({ path }) => path);
    const found =
      commit === undefined
        ? new Map<string, string>()
        : await this.repository.readAll(commit, new Set(paths));
    return new Map(paths.map(path => [path, found.get(path)]));
  }
}

/** Files of texts that nobody has committed yet. */
export function filesOf(
  files: readonly LevelFile[],
  texts: Texts,
): readonly ConfigurationFile[] {
  return files.flatMap(({ level, path }) => {
    const text = texts.get(path);
    return text === undefined ? [] : [{ level, path, text, ...NOT_COMMITTED }];
  });
}
