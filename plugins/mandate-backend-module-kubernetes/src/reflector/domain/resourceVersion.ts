/**
 * Compares resource versions: negative when the left one is older. Kubernetes 1.35 promises that they are decimal
 * numbers which grow; of others only equality can be told, and the answer is `undefined`.
 */
export function compareVersions(
  left: string,
  right: string,
): number | undefined {
  if (left === right) {
    return 0;
  }
  if (!isDecimal(left) || !isDecimal(right)) {
    return undefined;
  }
  if (left.length !== right.length) {
    return left.length - right.length;
  }
  return left < right ? -1 : 1;
}

/** Whether a version is known to be older than another. */
export function isOlder(version: string, than: string): boolean {
  return (compareVersions(version, than) ?? 0) < 0;
}

function isDecimal(version: string): boolean {
  return /^(0|[1-9]\d*)$/.test(version);
}
