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
  const lists = await Promise.all(
    levelFiles(target).map(async ({ level, path }) => ({
      level,
      versions: await repository.history({ path, limit: MOST_VERSIONS }),
    })),
  );
  const order = await repository.history({ limit: 1_000 });
  const rank = new Map(order.map(({ commit }, index) => [commit, index]));
  const versions = new Map(
    lists.flatMap(list => list.versions.map(one => [one.commit, one])),
  );
  const newest = [...versions.values()]
    .sort(
      (left, right) =>
        (rank.get(left.commit) ?? order.length) -
        (rank.get(right.commit) ?? order.length),
    )
    .slice(0, MOST_VERSIONS);
  return Promise.all(
    newest.map(async version => {
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
        levels: lists
          .filter(list =>
            list.versions.some(({ commit }) => commit === version.commit),
          )
          .map(({ level }) => level),
        signature: version.signature,
      };
    }),
  );
}
