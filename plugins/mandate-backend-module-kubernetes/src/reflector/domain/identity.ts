import { fieldsAt, textAt } from '@mandate/plugin-mandate-node';

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
  const metadata = fieldsAt(object, 'metadata');
  const name = textAt(metadata, 'name');
  return name
    ? {
        namespace: textAt(metadata, 'namespace') ?? '',
        name,
        uid: textAt(metadata, 'uid') ?? '',
        version: textAt(metadata, 'resourceVersion') ?? '',
      }
    : undefined;
}
