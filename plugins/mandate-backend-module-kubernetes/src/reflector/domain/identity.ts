import { mappingOf, textOf } from './fieldOf';

/** What says which object it is, and which of its states. */
export interface ObjectIdentity {
  /** Empty for what has no namespace. */
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  /** Resource version; empty when the server gave none. */
  readonly version: string;
}

/** The identity of an object as the server sent it; nothing when it has no name. */
export function identityOf(object: unknown): ObjectIdentity | undefined {
  const metadata = mappingOf(object, 'metadata');
  const name = textOf(metadata, 'name');
  return name
    ? {
        namespace: textOf(metadata, 'namespace') ?? '',
        name,
        uid: textOf(metadata, 'uid') ?? '',
        version: textOf(metadata, 'resourceVersion') ?? '',
      }
    : undefined;
}
