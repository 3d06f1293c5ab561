import { types } from '../../cel/types/celType';
import type { CelType } from '../../cel/types/celType';
import type {
  ObjectTypeDeclaration,
  TypeProvider,
} from '../../cel/types/typeProvider';

/** The type of `variables`, whose fields are those of the policy at hand. */
export const variablesType = 'kubernetes.variables';

type Fields = Readonly<Record<string, CelType>>;

const { string, int, bool, dyn, timestamp } = types;
const strings = types.list(string);
const stringMap = types.map(string, string);

/** The types of `request` and `namespaceObject`, as the API server declares them; `object`, `oldObject` and `params` are dyn. */
const declared: Readonly<Record<string, Fields>> = {
  'kubernetes.GroupVersionKind': {
    group: string,
    version: string,
    kind: string,
  },
  'kubernetes.GroupVersionResource': {
    group: string,
    version: string,
    resource: string,
  },
  'kubernetes.UserInfo': {
    username: string,
    uid: string,
    groups: strings,
    extra: types.map(string, strings),
  },
  'kubernetes.AdmissionRequest': {
    kind: types.object('kubernetes.GroupVersionKind'),
    resource: types.object('kubernetes.GroupVersionResource'),
    subResource: string,
    requestKind: types.object('kubernetes.GroupVersionKind'),
    requestResource: types.object('kubernetes.GroupVersionResource'),
    requestSubResource: string,
    name: string,
    namespace: string,
    operation: string,
    userInfo: types.object('kubernetes.UserInfo'),
    dryRun: bool,
    options: dyn,
  },
  'kubernetes.NamespaceSpec': { finalizers: strings },
  'kubernetes.NamespaceCondition': {
    status: string,
    type: string,
    lastTransitionTime: timestamp,
    message: string,
    reason: string,
  },
  'kubernetes.NamespaceStatus': {
    conditions: types.list(types.object('kubernetes.NamespaceCondition')),
    phase: string,
  },
  'kubernetes.NamespaceMetadata': {
    name: string,
    generateName: string,
    namespace: string,
    labels: stringMap,
    annotations: stringMap,
    UID: string,
    creationTimestamp: timestamp,
    deletionGracePeriodSeconds: int,
    deletionTimestamp: timestamp,
    generation: int,
    resourceVersion: string,
    finalizers: strings,
  },
  'kubernetes.Namespace': {
    metadata: types.object('kubernetes.NamespaceMetadata'),
    spec: types.object('kubernetes.NamespaceSpec'),
    status: types.object('kubernetes.NamespaceStatus'),
  },
};

const admissionTypes = new Map(
  Object.entries(declared).map(([name, fields]) => [
    name,
    objectType(name, new Map(Object.entries(fields))),
  ]),
);

/**
 * The types of admission expressions: those of `request` and `namespaceObject`, `variables` with the fields that the policy has
 * declared so far, and what the given provider knows.
 */
export function admissionTypeProvider(
  variables: ReadonlyMap<string, CelType>,
  others: TypeProvider,
): TypeProvider {
  const ofVariables = objectType(variablesType, variables);
  return {
    findType: name =>
      name === variablesType
        ? ofVariables
        : admissionTypes.get(name) ?? others.findType(name),
  };
}

function objectType(
  name: string,
  fields: ReadonlyMap<string, CelType>,
): ObjectTypeDeclaration {
  return {
    name,
    open: false,
    field: field => {
      const type = fields.get(field);
      return type === undefined ? undefined : { type };
    },
    fieldNames: () => [...fields.keys()],
  };
}
