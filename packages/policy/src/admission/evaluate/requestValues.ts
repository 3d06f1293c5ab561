import type { EquivalentResource } from '../matching/matchRequest';
import { isNamespaceKind } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { NamespaceObject } from '../request/kubernetesObject';
import type { RequestValues } from './bindings';
import { namespaceValue } from './namespaceValue';
import { requestValue } from './requestValue';

/** The values that all expressions of a policy read; kept, since other policies mostly read the same. */
export function requestValues(
  attributes: AdmissionAttributes,
  equivalent: EquivalentResource | undefined,
  namespace: NamespaceObject | undefined,
): RequestValues {
  if (equivalent !== undefined) {
    const { convert } = equivalent;
    return {
      object: attributes.object && convert(attributes.object),
      oldObject: attributes.oldObject && convert(attributes.oldObject),
      request: requestValue(attributes, equivalent),
      namespaceObject:
        namespace === undefined ? null : namespaceValue(namespace),
    };
  }
  const known = valuesByAttributes.get(attributes);
  if (known !== undefined && known.namespace === namespace) {
    return known.values;
  }
  const values: RequestValues = {
    object: attributes.object,
    oldObject: attributes.oldObject,
    request: requestValue(attributes, attributes),
    namespaceObject: namespace === undefined ? null : namespaceValue(namespace),
  };
  valuesByAttributes.set(attributes, { namespace, values });
  return values;
}

/** The namespace that a request's policies read: none for a namespace itself, nor for objects of the cluster. */
export function namespaceToRead(attributes: AdmissionAttributes): string {
  return isNamespaceKind(attributes.kind) ? '' : attributes.namespace;
}

const valuesByAttributes = new WeakMap<
  AdmissionAttributes,
  {
    readonly namespace: NamespaceObject | undefined;
    readonly values: RequestValues;
  }
>();
