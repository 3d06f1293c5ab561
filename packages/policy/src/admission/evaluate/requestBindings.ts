import { isNamespaceKind } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type {
  KubernetesObject,
  NamespaceObject,
} from '../request/kubernetesObject';
import type { RequestMatch } from '../matching/matchRequest';
import type { AdmissionBindings } from './bindings';
import { namespaceValue } from './namespaceValue';
import { requestValue } from './requestValue';

type Matching = Extract<RequestMatch, { outcome: 'matches' }>;

/** The values that all expressions of a policy read, but for `params`; kept, since other policies mostly read the same. */
export function requestBindings(
  attributes: AdmissionAttributes,
  match: Matching,
  namespace: NamespaceObject | undefined,
): AdmissionBindings {
  const known = bindingsByAttributes.get(attributes);
  if (
    known !== undefined &&
    match.convert === undefined &&
    known.namespace === namespace
  ) {
    return known.bindings;
  }
  const bindings: AdmissionBindings = {
    object: converted(attributes.object, match),
    oldObject: converted(attributes.oldObject, match),
    request: requestValue(attributes, match),
    namespaceObject: namespace === undefined ? null : namespaceValue(namespace),
    params: undefined,
  };
  if (match.convert === undefined) {
    bindingsByAttributes.set(attributes, { namespace, bindings });
  }
  return bindings;
}

/** The namespace that a request's policies read: none for a namespace itself, nor for objects of the cluster. */
export function namespaceToRead(attributes: AdmissionAttributes): string {
  return isNamespaceKind(attributes.kind) ? '' : attributes.namespace;
}

const bindingsByAttributes = new WeakMap<
  AdmissionAttributes,
  {
    readonly namespace: NamespaceObject | undefined;
    readonly bindings: AdmissionBindings;
  }
>();

function converted(
  object: KubernetesObject | null,
  { convert }: Matching,
): KubernetesObject | null {
  return object === null || convert === undefined ? object : convert(object);
}
