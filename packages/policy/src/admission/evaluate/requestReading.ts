import type { EquivalentResource } from '../matching/matchRequest';
import { isNamespaceKind } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { NamespaceObject } from '../request/kubernetesObject';
import { namespaceValue } from './namespaceValue';
import { requestValue } from './requestValue';
import { RequestValues } from './requestValues';

const namespaceValues = new WeakMap<NamespaceObject, unknown>();

/** What policies read of a request in one of its versions. */
export class RequestReading {
  readonly values: RequestValues;
  private valuesOfConditions: RequestValues | undefined;

  constructor(
    private readonly object: unknown,
    private readonly oldObject: unknown,
    private readonly request: unknown,
    namespace: NamespaceObject | undefined,
  ) {
    this.values = new RequestValues(
      object,
      oldObject,
      request,
      namespace === undefined ? null : valueOf(namespace),
    );
  }

  /** Match conditions see no namespace. */
  get conditionValues(): RequestValues {
    this.valuesOfConditions ??= new RequestValues(
      this.object,
      this.oldObject,
      this.request,
      null,
    );
    return this.valuesOfConditions;
  }
}

/** The values that all expressions of a policy read; those that other policies read, too, when they want the same version. */
export function requestReading(
  attributes: AdmissionAttributes,
  equivalent: EquivalentResource | undefined,
  namespace: NamespaceObject | undefined,
): RequestReading {
  const { object, oldObject } = attributes;
  return equivalent === undefined
    ? new RequestReading(
        object,
        oldObject,
        requestValue(attributes, attributes),
        namespace,
      )
    : new RequestReading(
        object && equivalent.convert(object),
        oldObject && equivalent.convert(oldObject),
        requestValue(attributes, equivalent),
        namespace,
      );
}

/** The namespace that a request's policies read: none for a namespace itself, nor for objects of the cluster. */
export function namespaceToRead(attributes: AdmissionAttributes): string {
  return isNamespaceKind(attributes.kind) ? '' : attributes.namespace;
}

function valueOf(namespace: NamespaceObject): unknown {
  const known = namespaceValues.get(namespace);
  if (known !== undefined) {
    return known;
  }
  const made = namespaceValue(namespace);
  namespaceValues.set(namespace, made);
  return made;
}
