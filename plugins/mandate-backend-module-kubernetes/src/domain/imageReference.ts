import type { VersionStep } from '@mandate/plugin-mandate-common';

/** An image's name without its tag and digest, and both. */
export interface ImageReference {
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

/** Reads `registry:5000/team/app:1.2.3@sha256:…`. */
export function parseImage(image: string): ImageReference {
  const [name, digest] = image.split('@', 2);
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return {
    repository: hasTag ? name.slice(0, colon) : name,
    ...(hasTag ? { tag: name.slice(colon + 1) } : {}),
    ...(digest ? { digest } : {}),
  };
}

/** What people call the image's version: its tag, else the digest's beginning, else `latest`. */
export function imageVersion(image: string): string {
  const { tag, digest } = parseImage(image);
  return tag ?? digest?.slice(0, 19) ?? 'latest';
}

/**
 * How big the step between two versions is. A step down counts like the same step up. Versions that are not in the
 * form `1.2.3` (a leading `v`, and a suffix such as `-slim`, are fine) give `unknown`, unless they are the same.
 */
export function versionStep(from: string | undefined, to: string): VersionStep {
  if (from === undefined) {
    return { to, bump: 'first' };
  }
  if (from === to) {
    return { from, to, bump: 'none' };
  }
  const before = parseVersion(from);
  const after = parseVersion(to);
  return { from, to, bump: before && after ? bump(before, after) : 'unknown' };
}

interface Version {
  readonly numbers: readonly [number, number, number];
}

function parseVersion(text: string): Version | undefined {
  const match =
    /^v?(\d{1,6})(?:\.(\d{1,6}))?(?:\.(\d{1,6}))?(?:[-+][0-9A-Za-z.+-]*)?$/.exec(
      text,
    );
  return match
    ? {
        numbers: [
          Number(match[1]),
          Number(match[2] ?? 0),
          Number(match[3] ?? 0),
        ],
      }
    : undefined;
}

function bump(before: Version, after: Version): VersionStep['bump'] {
  const level = before.numbers.findIndex(
    (value, index) => value !== after.numbers[index],
  );
  // The same numbers with another suffix: another build, which could be anything.
  return (['major', 'minor', 'patch'] as const)[level] ?? 'unknown';
}
