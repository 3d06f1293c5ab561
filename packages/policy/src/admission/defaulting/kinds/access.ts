import {
  ensureObject,
  type JsonObject,
  objectsAt,
  setDefault,
} from '../jsonObject';

const group = 'rbac.authorization.k8s.io';

/** A binding of a role, in a namespace or a cluster. */
export function defaultRoleBinding(binding: JsonObject): void {
  setDefault(ensureObject(binding, 'roleRef'), 'apiGroup', group);
  for (const subject of objectsAt(binding, 'subjects')) {
    if (subject.kind === 'User' || subject.kind === 'Group') {
      setDefault(subject, 'apiGroup', group);
    }
  }
}
