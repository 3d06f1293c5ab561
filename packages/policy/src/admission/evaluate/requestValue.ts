import type { AdmissionAttributes } from '../request/admissionAttributes';
import type {
  GroupVersionKind,
  GroupVersionResource,
} from '../request/admissionRequest';

/** The version of a request's object that a policy asked for, by its match constraints. */
export interface MatchedVersion {
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
}

/**
 * What expressions read as `request`. As the API server leaves out what is empty, `has(request.namespace)` is false for an object
 * of the cluster.
 */
export function requestValue(
  attributes: AdmissionAttributes,
  matched: MatchedVersion,
): Readonly<Record<string, unknown>> {
  const { subResource, name, namespace } = attributes;
  // What is undefined is absent, and one literal is made faster than one of several.
  return {
    uid: '',
    kind: matched.kind,
    resource: matched.resource,
    subResource: orAbsent(subResource),
    requestKind: attributes.kind,
    requestResource: attributes.resource,
    requestSubResource: orAbsent(subResource),
    name: orAbsent(name),
    namespace: orAbsent(namespace),
    operation: attributes.operation,
    userInfo: userInfoValue(attributes),
    object: null,
    oldObject: null,
    dryRun: attributes.dryRun,
    options: attributes.options,
  };
}

function userInfoValue({
  userInfo: { username, uid, groups, extra },
}: AdmissionAttributes): Readonly<Record<string, unknown>> {
  return {
    username: orAbsent(username),
    uid: orAbsent(uid),
    groups: groups.length > 0 ? groups : undefined,
    extra: Object.keys(extra).length > 0 ? extra : undefined,
  };
}

function orAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}
