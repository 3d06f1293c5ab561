import type { ConfigurationRepository } from '@mandate/configuration-git';
import type {
  ConfigurationVersionView,
  TargetReference,
} from '@mandate/plugin-mandate-common';
import { readCommitBody } from '../domain/commitMessage';
import { levelFiles } from '../domain/levelFiles';

/** How many versions a list has. */
const MOST_VERSIONS = 100;

/** Versions that touched a target's files, the newest first, each with who, why and what was decided. */
export async function targetVersions(
  repository: ConfigurationRepository,
  target: TargetReference,
): Promise<readonly ConfigurationVersionView[]> {
  const files = levelFiles(target);
  const versions = await repository.historyOfFiles({
    paths: files.map(({ path }) => path),
    limit: MOST_VERSIONS,
  });
  return versions.map(version => {
    const { reason, trailer } = readCommitBody(version.body);
    return {
      commit: version.commit,
      author: version.author,
      at: version.at,
      subject: version.subject,
      ...(reason ? { reason } : {}),
      ...(trailer
        ? { changeId: trailer.changeId, oversight: trailer.oversight }
        : {}),
      levels: files
        .filter(({ path }) => version.paths.includes(path))
        .map(({ level }) => level),
      signature: version.signature,
    };
  });
}
