/** Who sends a request. */
export interface User {
  readonly name: string;
  readonly groups: readonly string[];
}

/** Members may do everything. */
export const MASTERS = 'system:masters';

/** The holder of the cluster's token. */
export const ADMIN: User = {
  name: 'admin',
  groups: [MASTERS, 'system:authenticated'],
};

/** The cluster's own controllers. */
export const CONTROLLERS: User = {
  name: 'system:kube-controller-manager',
  groups: [MASTERS, 'system:authenticated'],
};

/** A service account as a user, with the groups that every one has. */
export function serviceAccountUser(namespace: string, name: string): User {
  return {
    name: `system:serviceaccount:${namespace}:${name}`,
    groups: [
      'system:serviceaccounts',
      `system:serviceaccounts:${namespace}`,
      'system:authenticated',
    ],
  };
}

/** The user of a name, with the groups that follow from the name. */
export function userNamed(name: string, groups: readonly string[] = []): User {
  const [, namespace, account] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) ?? [];
  const user = namespace
    ? serviceAccountUser(namespace, account)
    : { name, groups: ['system:authenticated'] };
  return { name, groups: [...new Set([...groups, ...user.groups])] };
}
