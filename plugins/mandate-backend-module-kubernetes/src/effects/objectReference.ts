import type { ClusterObject } from '@mandate/plugin-mandate-common';
import type { ObjectReference } from '@mandate/plugin-mandate-node';

/** The reference to an object, or to one that a plan names. */
export function referenceOf(
  object:
    | ClusterObject
    | {
        readonly apiVersion: string;
        readonly kind: string;
        readonly namespace?: string;
        readonly name: string;
      },
): ObjectReference {
  const { apiVersion, kind } = object;
  const { name, namespace } = isPlain(object) ? object : object.metadata;
  return { apiVersion, kind, name, ...(namespace ? { namespace } : {}) };
}

/** How sentences name an object: "Deployment checkout". */
export function wordsFor(reference: {
  readonly kind: string;
  readonly name: string;
}): string {
  return `${reference.kind} ${reference.name}`;
}

function isPlain<T extends { readonly name: string }>(
  object: ClusterObject | T,
): object is T {
  return !('metadata' in object);
}
