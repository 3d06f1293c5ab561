import { textDigest } from './renderConfiguration';

/** Digits of each file's part: it tells files apart, and git itself compares again when it writes. */
const PART_LENGTH = 16;

/** A file's part of a version; a file that is not there has one, too. */
export function filePart(text: string | undefined): string {
  return text === undefined ? 'absent' : textDigest(text).slice(0, PART_LENGTH);
}

/**
 * The version that a plan was made from: of the files, and of what is in the cluster. Other files of the repository do
 * not count, so that edits of other services do not send a change back.
 */
export function joinVersion(
  fileParts: readonly string[],
  clusterVersion: string,
): string {
  return `${fileParts.join(',')}|${clusterVersion}`;
}

/** The two halves of {@link joinVersion}. */
export function splitVersion(version: string): {
  readonly fileParts: readonly string[];
  readonly clusterVersion: string;
} {
  const end = version.indexOf('|');
  return {
    fileParts: version.slice(0, end).split(','),
    clusterVersion: version.slice(end + 1),
  };
}
