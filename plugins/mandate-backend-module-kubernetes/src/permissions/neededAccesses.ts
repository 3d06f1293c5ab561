import { APPLIED_KINDS, RIGHTS_KINDS } from '../domain/applyOrder';
import type { Access } from './accessOfRequest';

/**
 * Roles that are shipped in `rbac/`, each as a ClusterRole `mandate-<name>`.
 *
 * @public
 */
export const SHIPPED_ROLES = [
  'observer',
  'executor',
  'secret-check',
  'rights',
] as const;
/**
 * A role that is shipped in `rbac/`.
 *
 * @public
 */
export type ShippedRole = (typeof SHIPPED_ROLES)[number];

/**
 * What a role is for, and what of the API the module uses by it.
 *
 * @public
 */
export interface NeededRole {
  readonly role: ShippedRole;
  /** What works with it, for people. */
  readonly purpose: string;
  /** Whether everything else works without it. */
  readonly optional?: true;
  readonly accesses: readonly Access[];
}

/** Plurals that are not the kind with an s. */
const PLURALS: Readonly<Record<string, string>> = {
  NetworkPolicy: 'networkpolicies',
  Ingress: 'ingresses',
};
/** Kinds of which reflectors keep a projection. */
const REFLECTED = [
  '/pods',
  'apps/deployments',
  'apps/statefulsets',
  'apps/daemonsets',
];
const APPLIED = APPLIED_KINDS.map(resourceOf);
/** Resources that a deploy may write, `services`, `apps/deployments`. */
export const APPLIED_RESOURCES = APPLIED.map(name => name.replace(/^\//, ''));

/**
 * All that the module asks of a cluster, by the role that allows it. The manifests in `rbac/` grant exactly this.
 *
 * @public
 */
export const NEEDED_ROLES: readonly NeededRole[] = [
  {
    role: 'observer',
    purpose: 'see workloads, plan changes and check them',
    accesses: [
      ...accesses(['get', 'list'], APPLIED),
      ...accesses(['list'], ['/pods', '/nodes', '/events']),
      ...accesses(['watch'], REFLECTED),
      ...accesses(['get'], ['/pods', '/pods/log', '/nodes', '/namespaces']),
      ...accesses(['get', 'list'], ['/resourcequotas', '/limitranges']),
      ...accesses(['list'], ['apps/replicasets', 'apps/controllerrevisions']),
    ],
  },
  {
    role: 'executor',
    purpose: 'run changes that were decided',
    accesses: [
      // An apply that makes the object asks for both verbs.
      ...accesses(['create', 'patch', 'delete'], APPLIED),
      ...accesses(
        ['create', 'patch', 'delete'],
        ['/resourcequotas', '/limitranges'],
      ),
      ...accesses(['create', 'patch'], ['/namespaces']),
      ...accesses(['patch'], ['apps/replicasets', 'apps/controllerrevisions']),
      ...accesses(['patch'], ['/nodes', '/pods/resize']),
      ...accesses(['create'], ['/pods/eviction']),
      // A template's tests ask its own Services.
      ...accesses(['get'], ['/services/proxy']),
    ],
  },
  {
    role: 'secret-check',
    purpose:
      'tell before a change whether the Secrets that its pods need exist',
    optional: true,
    accesses: accesses(['get'], ['/secrets']),
  },
  {
    role: 'rights',
    purpose: 'make the Roles and RoleBindings of approved templates',
    optional: true,
    accesses: accesses(
      ['get', 'list', 'create', 'patch', 'delete'],
      RIGHTS_KINDS.map(resourceOf),
    ),
  },
];

/**
 * `get apps/deployments`, as people and logs show it.
 *
 * @public
 */
export function accessWords({ verb, group, resource }: Access): string {
  return `${verb} ${group ? `${group}/` : ''}${resource}`;
}

function accesses(
  verbs: readonly string[],
  resources: readonly string[],
): readonly Access[] {
  return resources.flatMap(name => {
    const [group = '', ...rest] = name.split('/');
    return verbs.map(verb => ({ verb, group, resource: rest.join('/') }));
  });
}

function resourceOf(name: string): string {
  const [apiVersion = '', kind = ''] = name.split(' ');
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
  return `${group}/${PLURALS[kind] ?? `${kind.toLowerCase()}s`}`;
}
