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
