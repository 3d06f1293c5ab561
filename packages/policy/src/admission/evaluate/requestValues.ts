import type { EquivalentResource } from '../matching/matchRequest';
import { isNamespaceKind } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { NamespaceObject } from '../request/kubernetesObject';
import { RequestValues } from './bindings';
import { namespaceValue } from './namespaceValue';
import { requestValue } from './requestValue';

const readings = new WeakMap<AdmissionAttributes, RequestReading>();
const namespaceValues = new WeakMap<NamespaceObject, unknown>();

/** What policies read of a request. */
export class RequestReading {
  readonly values: RequestValues;
  private valuesOfConditions: RequestValues | undefined;

  constructor(
    private readonly object: unknown,
    private readonly oldObject: unknown,
    private readonly request: unknown,
    readonly namespace: NamespaceObject | undefined,
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

/** The values that all expressions of a policy read; kept, since other policies mostly read the same. */
export function requestValues(
  attributes: AdmissionAttributes,
  equivalent: EquivalentResource | undefined,
  namespace: NamespaceObject | undefined,
): RequestReading {
  if (equivalent !== undefined) {
    const { convert } = equivalent;
    return new RequestReading(
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
  const made = new RequestReading(
    attributes.object,
    attributes.oldObject,
    requestValue(attributes, attributes),
    namespace,
  );
  readings.set(attributes, made);
  return made;
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
