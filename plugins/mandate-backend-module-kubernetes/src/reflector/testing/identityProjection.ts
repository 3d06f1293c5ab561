import type { ObjectIdentity } from '../domain/identity';

/** Keeps nothing but which object it is. */
export function identityProjection(identity: ObjectIdentity): ObjectIdentity {
  return identity;
}
