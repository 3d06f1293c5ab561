import type { EquivalentResource } from '../matching/matchRequest';
import { isNamespaceKind } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { NamespaceObject } from '../request/kubernetesObject';
import type { RequestValues } from './bindings';
import { namespaceValue } from './namespaceValue';
import { requestValue } from './requestValue';

interface KeptReading extends RequestReading {
  readonly namespace: NamespaceObject | undefined;
}

const readings = new WeakMap<AdmissionAttributes, KeptReading>();

/** What policies read of a request. */
export interface RequestReading {
  readonly values: RequestValues;
  /** Match conditions see no namespace. */
  readonly conditionValues: RequestValues;
}

/** The values that all expressions of a policy read; kept, since other policies mostly read the same. */
export function requestValues(
  attributes: AdmissionAttributes,
  equivalent: EquivalentResource | undefined,
  namespace: NamespaceObject | undefined,
): RequestReading {
  if (equivalent !== undefined) {
    const { convert } = equivalent;
    return reading(
      attributes.object && convert(attributes.object),
      attributes.oldObject && convert(attributes.oldObject),
      requestValue(attributes, equivalent),
      namespace,
    );
  }
  const known = readings.get(attributes);
  if (known !== undefined && known.namespace === namespace) {
    return known;
  }
  const made = reading(
    attributes.object,
    attributes.oldObject,
    requestValue(attributes, attributes),
    namespace,
  );
  readings.set(attributes, made);
  return made;
}

function reading(
  object: unknown,
  oldObject: unknown,
  request: unknown,
  namespace: NamespaceObject | undefined,
): KeptReading {
  const withNamespace = (namespaceObject: unknown): RequestValues => ({
    object,
    oldObject,
    request,
    namespaceObject,
    shared: new Map(),
  });
  return {
    namespace,
    values: withNamespace(
      namespace === undefined ? null : namespaceValue(namespace),
    ),
    conditionValues: withNamespace(null),
  };
}

/** The namespace that a request's policies read: none for a namespace itself, nor for objects of the cluster. */
export function namespaceToRead(attributes: AdmissionAttributes): string {
  return isNamespaceKind(attributes.kind) ? '' : attributes.namespace;
}
