import type { CelEnvironment } from '../library/celEnvironment';

/**
 * A text that two environments share only if they hold the same: libraries and types are compared by identity, since functions
 * cannot be compared otherwise. It holds within one process, which is what caches need.
 */
export function environmentDigest(
  content: Omit<CelEnvironment, 'digest'>,
): string {
  return JSON.stringify([
    content.name,
    content.container,
    content.options,
    content.libraries.map(identity),
    identity(content.types),
    [...content.variables],
  ]);
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identity(part: object): number {
  let known = identities.get(part);
  if (known === undefined) {
    lastIdentity += 1;
    known = lastIdentity;
    identities.set(part, known);
  }
  return known;
}
