import type { AdmissionInput } from '@mandate/policy';
import { ObjectApi } from '../api/ObjectApi';
import { PolicyRule, RoleBinding, Subject } from '../model/policies';
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  ROLE_BINDINGS,
  ROLES,
} from '../resources/resourceTable';
import { MASTERS, User } from './User';

/** Answers whether someone may do something. */
export type Authorizer = AdmissionInput['authorize'];
/** What is asked. */
export type AccessRequest = Parameters<Authorizer>[0];

/** Rules that a user has, and by which binding. */
export interface Grant {
  readonly rules: readonly PolicyRule[];
  readonly because: string;
}

/** What roles and their bindings (RBAC) let a user do. Whoever is not granted something may not do it. */
export function authorizerOf(objects: ObjectApi, user: User): Authorizer {
  if (user.groups.includes(MASTERS)) {
    return () => ({ allowed: true, reason: '' });
  }
  return request => {
    const namespace = request.kind === 'resource' ? request.namespace : '';
    const grant = grantsOf(objects, user, namespace).find(({ rules }) =>
      rules.some(rule => ruleAllows(rule, request)),
    );
    return grant
      ? { allowed: true, reason: `RBAC: allowed by ${grant.because}` }
      : { allowed: false, reason: '' };
  };
}

/** Everything granted to a user in a namespace, by bindings of the cluster and of the namespace; empty means the cluster alone. */
export function grantsOf(
  objects: ObjectApi,
  user: User,
  namespace: string,
): Grant[] {
  const bindings: RoleBinding[] = [
    ...objects.list(CLUSTER_ROLE_BINDINGS),
    ...(namespace ? objects.list(ROLE_BINDINGS, namespace) : []),
  ];
  return bindings.flatMap(binding => {
    const subject = (binding.subjects ?? []).find(it =>
      isSubject(it, user, binding.metadata.namespace ?? ''),
    );
    return subject
      ? [
          {
            rules: rulesOf(objects, binding),
            because: describe(binding, subject),
          },
        ]
      : [];
  });
}

/** Whether one rule covers a request. */
export function ruleAllows(rule: PolicyRule, request: AccessRequest): boolean {
  if (!has(rule.verbs, request.verb)) {
    return false;
  }
  if (request.kind === 'path') {
    return (rule.nonResourceURLs ?? []).some(
      url =>
        url === '*' ||
        url === request.path ||
        (url.endsWith('*') && request.path.startsWith(url.slice(0, -1))),
    );
  }
  const { group, resource, subresource, name } = request;
  const wanted = subresource ? `${resource}/${subresource}` : resource;
  return (
    has(rule.apiGroups, group) &&
    (has(rule.resources, wanted) ||
      (subresource !== '' &&
        rule.resources?.includes(`*/${subresource}`) === true)) &&
    (!rule.resourceNames?.length || rule.resourceNames.includes(name))
  );
}

/** The rules of the role that a binding refers to; none when it does not exist. */
export function rulesOf(
  objects: ObjectApi,
  { roleRef, metadata }: RoleBinding,
): readonly PolicyRule[] {
  const role =
    roleRef.kind === 'ClusterRole'
      ? objects.find(CLUSTER_ROLES, { namespace: '', name: roleRef.name })
      : objects.find(ROLES, {
          namespace: metadata.namespace ?? '',
          name: roleRef.name,
        });
  return role?.rules ?? [];
}

function isSubject(subject: Subject, user: User, namespace: string): boolean {
  switch (subject.kind) {
    case 'User':
      return subject.name === user.name;
    case 'Group':
      return user.groups.includes(subject.name);
    default:
      return (
        user.name ===
        `system:serviceaccount:${subject.namespace ?? namespace}:${
          subject.name
        }`
      );
  }
}

function describe(
  { kind, metadata, roleRef }: RoleBinding,
  subject: Subject,
): string {
  const place = metadata.namespace
    ? `${metadata.name}/${metadata.namespace}`
    : metadata.name;
  const who =
    subject.kind === 'ServiceAccount' && subject.namespace
      ? `${subject.name}/${subject.namespace}`
      : subject.name;
  return `${kind} "${place}" of ${roleRef.kind} "${roleRef.name}" to ${subject.kind} "${who}"`;
}

function has(list: readonly string[] | undefined, value: string): boolean {
  return list !== undefined && (list.includes('*') || list.includes(value));
}
