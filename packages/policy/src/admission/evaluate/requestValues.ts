import type { EquivalentResource } from '../matching/matchRequest';
import { isNamespaceKind } from '../request/admissionAttributes';
import type { AdmissionAttributes } from '../request/admissionAttributes';
import type { NamespaceObject } from '../request/kubernetesObject';
import type { CompiledVariables } from '../compile/compiledExpression';
import { VariableScope } from '../compile/variableScope';
import { bindAdmission } from './bindings';
import type { BoundScope, RequestValues } from './bindings';
import { namespaceValue } from './namespaceValue';
import { requestValue } from './requestValue';

const readings = new WeakMap<AdmissionAttributes, RequestReading>();
const noVariables: CompiledVariables = { inOrder: [], places: new Map() };
const namespaceValues = new WeakMap<NamespaceObject, unknown>();

/** What policies read of a request. */
export class RequestReading {
  readonly values: RequestValues;
  private valuesOfConditions: RequestValues | undefined;
  private boundWithoutVariables: BoundScope | undefined;

  constructor(
    object: unknown,
    oldObject: unknown,
    request: unknown,
    readonly namespace: NamespaceObject | undefined,
  ) {
    this.values = {
      object,
      oldObject,
      request,
      namespaceObject: namespace === undefined ? null : valueOf(namespace),
      shared: new Map(),
    };
  }

  /** Match conditions see no namespace. */
  get conditionValues(): RequestValues {
    this.valuesOfConditions ??= {
      ...this.values,
      namespaceObject: null,
      shared: new Map(),
    };
    return this.valuesOfConditions;
  }

  /** What policies without variables read, if they take no params and ask nothing of the authorizer. */
  get withoutVariables(): BoundScope {
    if (this.boundWithoutVariables === undefined) {
      const scope = new VariableScope(noVariables, this.values.shared);
      this.boundWithoutVariables = {
        scope,
        bindings: bindAdmission(this.values, undefined, scope, undefined),
      };
    }
    return this.boundWithoutVariables;
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
