import { authorizerOf, rulesOf, ruleAllows } from '../access/authorizerOf';
import { grantsOf } from '../access/authorizerOf';
import { MASTERS } from '../access/User';
import { forbidden } from '../api/ApiError';
import { KubernetesObject } from '../model/KubernetesObject';
import { PolicyRule, Role, RoleBinding } from '../model/policies';
import {
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  ROLE_BINDINGS,
  ROLES,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import type { AdmissionPlugin } from './Admission';

/** Nobody makes or binds a role that allows more than they are allowed themselves, unless they may `escalate` or `bind` it. */
export const requireGrantsHeld: AdmissionPlugin = (write, objects) => {
  const { type, object, user } = write;
  const isRole = type === ROLES || type === CLUSTER_ROLES;
  const isBinding = type === ROLE_BINDINGS || type === CLUSTER_ROLE_BINDINGS;
  if (!object || !(isRole || isBinding) || user.groups.includes(MASTERS)) {
    return;
  }
  const { namespace = '', name } = object.metadata;
  // safety: the four types hold roles and bindings, and the schema was checked
  const binding = object as RoleBinding;
  const subject: { type: ResourceType; name: string } = isRole
    ? { type, name }
    : {
        type: binding.roleRef.kind === 'Role' ? ROLES : CLUSTER_ROLES,
        name: binding.roleRef.name,
      };
  const { allowed } = authorizerOf(
    objects,
    user,
  )({
    kind: 'resource',
    group: subject.type.group,
    resource: subject.type.plural,
    subresource: '',
    namespace,
    name: subject.name,
    fieldSelector: '',
    labelSelector: '',
    verb: isRole ? 'escalate' : 'bind',
  });
  const rules: readonly PolicyRule[] = isRole
    ? rulesIn(object)
    : rulesOf(objects, binding);
  const held = grantsOf(objects, user, namespace).flatMap(grant => grant.rules);
  const missing = allowed ? [] : rules.filter(rule => !isHeld(rule, held));
  if (missing.length > 0) {
    throw forbidden(
      type,
      name,
      `user "${user.name}" (groups=${JSON.stringify(
        user.groups,
      )}) is attempting to grant RBAC permissions not currently held:\n${missing
        .map(rule => JSON.stringify(rule))
        .join('\n')}`,
    );
  }
};

function rulesIn(object: KubernetesObject): readonly PolicyRule[] {
  // safety: called for roles only
  return (object as Role).rules ?? [];
}

/** A rule is held when each thing it allows is allowed by some rule. A wildcard must be held as a wildcard. */
function isHeld(rule: PolicyRule, held: readonly PolicyRule[]): boolean {
  const names = rule.resourceNames?.length ? rule.resourceNames : [''];
  const resources = (rule.apiGroups ?? []).flatMap(group =>
    (rule.resources ?? []).flatMap(path => {
      const [resource, subresource = ''] = path.split('/');
      return names.flatMap(name =>
        rule.verbs.map(verb => ({
          kind: 'resource' as const,
          group,
          resource,
          subresource,
          namespace: '',
          name,
          fieldSelector: '',
          labelSelector: '',
          verb,
        })),
      );
    }),
  );
  const paths = (rule.nonResourceURLs ?? []).flatMap(path =>
    rule.verbs.map(verb => ({ kind: 'path' as const, path, verb })),
  );
  return [...resources, ...paths].every(request =>
    held.some(it => ruleAllows(it, request)),
  );
}
