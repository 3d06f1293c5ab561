import type { Revision } from '@mandate/configuration';
import { FileDifference, Version } from './version';

/** Fields that no field can hold the separator of: git refuses NUL in messages, and names have no control characters. */
export const VERSION_FORMAT = '%H%x1f%P%x1f%an%x1f%aI%x1f%G?%x1f%s%x1f%b';

/** git's letters; all others are keys that are expired, revoked, unknown or cannot be checked. */
const SIGNATURES: Readonly<Record<string, Version['signature']>> = {
  G: 'good',
  B: 'bad',
  N: 'none',
};

/** Versions from a log in {@link VERSION_FORMAT}, parted by NUL. */
export function parseVersions(output: string): readonly Version[] {
  return output
    .split('\0')
    .filter(Boolean)
    .map(record => {
      const [commit, parents, author, at, signature, subject, ...body] =
        record.split('\x1f');
      const [parent] = parents.split(' ');
      return {
        commit,
        ...(parent && { parent }),
        author,
        at,
        subject,
        body: body.join('\x1f').trim(),
        signature: SIGNATURES[signature] ?? 'unknown-key',
      };
    });
}

const CHANGES: Readonly<Record<string, FileDifference['change']>> = {
  A: 'added',
  D: 'removed',
};

/** A commit and its author, each behind what no field can hold; the files follow, a line each. */
export const LAST_FORMAT = '%x00%H%x00%an%x00';

/** Who changed each file last, from a log in {@link LAST_FORMAT} with the names of files, the newest version first. */
export function parseLastChanges(
  output: string,
): ReadonlyMap<string, Revision> {
  const lasts = new Map<string, Revision>();
  const [, ...fields] = output.split('\0');
  for (let index = 0; index + 2 < fields.length; index += 3) {
    const [commit, author, names] = fields.slice(index, index + 3);
    for (const path of names.split('\n').filter(Boolean)) {
      if (!lasts.has(path)) {
        lasts.set(path, { commit, author });
      }
    }
  }
  return lasts;
}

/** {@link VERSION_FORMAT} with the names of the files, a line each, behind it. */
export const VERSION_WITH_FILES_FORMAT = `%x00${VERSION_FORMAT}%x00`;

/** Versions with the files that each changed; those that only bring others together changed none, and are left out. */
export function parseVersionsWithFiles(
  output: string,
): readonly (Version & { readonly paths: readonly string[] })[] {
  const [, ...fields] = output.split('\0');
  return fields.flatMap((record, index) => {
    const paths = (fields[index + 1] ?? '').split('\n').filter(Boolean);
    return index % 2 === 0 && paths.length > 0
      ? parseVersions(record).map(version => ({ ...version, paths }))
      : [];
  });
}

/** Differences from `--name-status -z`: a status and a path in turn. */
export function parseDifferences(output: string): readonly FileDifference[] {
  const fields = output.split('\0').filter(Boolean);
  const differences: FileDifference[] = [];
  for (let index = 0; index + 1 < fields.length; index += 2) {
    differences.push({
      path: fields[index + 1],
      change: CHANGES[fields[index]] ?? 'changed',
    });
  }
  return differences;
}
