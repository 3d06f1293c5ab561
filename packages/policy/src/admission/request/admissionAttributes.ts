import type {
  AdmissionRequest,
  GroupVersionKind,
  GroupVersionResource,
  Operation,
  UserInfo,
} from './admissionRequest';
import type { KubernetesObject } from './kubernetesObject';

const noKind: GroupVersionKind = { group: '', version: '', kind: '' };

/** A request with everything that follows from its object filled in. @public */
export interface AdmissionAttributes {
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly subResource: string;
  readonly name: string;
  /** Empty for objects of the cluster; a Namespace has its own name here, as in the API server. */
  readonly namespace: string;
  readonly operation: Operation;
  readonly userInfo: UserInfo;
  readonly object: KubernetesObject | null;
  readonly oldObject: KubernetesObject | null;
  readonly dryRun: boolean;
  readonly options: Readonly<Record<string, unknown>> | null;
}

const nobody: UserInfo = { username: '', uid: '', groups: [], extra: {} };

/** Fills in a request: kind, resource, name and namespace from the object, the operation from what objects there are. @public */
export function admissionAttributes(
  request: AdmissionRequest,
): AdmissionAttributes {
  const object = request.object ?? null;
  const oldObject = request.oldObject ?? null;
  const present = object ?? oldObject;
  const kind = request.kind ?? (present ? kindOf(present) : noKind);
  const name = request.name || (present?.metadata?.name ?? '');
  return {
    kind,
    resource: request.resource ?? resourceOf(kind),
    subResource: request.subResource,
    name,
    namespace:
      request.namespace ||
      present?.metadata?.namespace ||
      (isNamespaceKind(kind) ? name : ''),
    operation: request.operation ?? (oldObject ? 'UPDATE' : 'CREATE'),
    userInfo: request.userInfo ?? nobody,
    object,
    oldObject,
    dryRun: request.dryRun,
    options: request.options ?? null,
  };
}

/** Whether a request is about a namespace itself. */
export function isNamespaceKind(kind: GroupVersionKind): boolean {
  return (
    kind.kind === 'Namespace' && kind.group === '' && kind.version === 'v1'
  );
}

/** Group, version and kind of an object. */
export function kindOf(object: KubernetesObject): GroupVersionKind {
  const slash = object.apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : object.apiVersion.slice(0, slash),
    version: object.apiVersion.slice(slash + 1),
    kind: object.kind,
  };
}

/** The plural that Kubernetes guesses from a kind (`meta.UnsafeGuessKindToResource`); right for all built-in kinds. */
export function resourceOf(kind: GroupVersionKind): GroupVersionResource {
  const { group, version } = kind;
  return { group, version, resource: pluralOf(kind.kind.toLowerCase()) };
}

function pluralOf(singular: string): string {
  if (singular === '' || singular.endsWith('endpoints')) {
    return singular;
  }
  if (singular.endsWith('s')) {
    return `${singular}es`;
  }
  return singular.endsWith('y')
    ? `${singular.slice(0, -1)}ies`
    : `${singular}s`;
}
