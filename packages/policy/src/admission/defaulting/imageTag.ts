/** References longer than this are no images. */
const longestReference = 512;

const domain =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';
const pathPart = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const reference = new RegExp(
  `^(?:${domain}/)?${pathPart}(?:/${pathPart})*(?::([\\w][\\w.-]{0,127}))?(@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?$`,
);

/**
 * The `imagePullPolicy` of an image that has none: `Always` for the tag `latest`, said or meant, else `IfNotPresent`,
 * as also for what is no image reference.
 */
export function pullPolicyOf(image: string): 'Always' | 'IfNotPresent' {
  const match =
    image.length > longestReference || /^[a-f0-9]{64}$/.test(image)
      ? null
      : reference.exec(image);
  if (match === null) {
    return 'IfNotPresent';
  }
  const [, tag, digest] = match;
  const isLatest =
    tag === 'latest' || (tag === undefined && digest === undefined);
  return isLatest ? 'Always' : 'IfNotPresent';
}
