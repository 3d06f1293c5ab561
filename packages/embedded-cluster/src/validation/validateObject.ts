import { FieldFault } from '../api/ApiError';
import {
  isJsonObject,
  JsonObject,
  jsonEquals,
  KubernetesObject,
} from '../model/KubernetesObject';
import { asJson, objectAt, objectsAt, stringAt } from '../model/jsonFields';
import { LabelSelector } from '../model/workloads';
import {
  DEPLOYMENTS,
  PODS,
  REPLICA_SETS,
  SECRETS,
  SERVICES,
  STATEFUL_SETS,
} from '../resources/resourceTable';
import { ResourceType } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import {
  fieldSchema,
  itemSchema,
  schemaOf,
  SchemaNode,
} from '../schema/schema';
import { podSpecFaults } from './podFaults';
import { validateMetadata } from './validateMetadata';

type Validator = (object: JsonObject, previous?: JsonObject) => FieldFault[];

/** What each kind forbids beyond its schema. */
const VALIDATORS = new Map<ResourceType, Validator>([
  [PODS, podFaults],
  [SERVICES, serviceFaults],
  [SECRETS, secretFaults],
  [DEPLOYMENTS, workloadFaults],
  [REPLICA_SETS, workloadFaults],
  [STATEFUL_SETS, statefulSetFaults],
]);

/** Everything wrong with an object that is to be stored, after defaulting. `previous` is what it replaces. */
export function validateObject(
  type: ResourceType,
  object: KubernetesObject,
  previous?: KubernetesObject,
): FieldFault[] {
  const metadata = validateMetadata(type, object.metadata);
  const { status: _, ...body } = asJson(object);
  const required = missingFields(body, schemaOf(type.schemaId), '');
  return [
    ...metadata,
    ...required,
    ...(VALIDATORS.get(type)?.(asJson(object), previous && asJson(previous)) ??
      []),
  ];
}

/** An immutable field's fault, in the API server's words. */
function immutable(field: string, value: unknown): FieldFault {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: field is immutable`,
  };
}

function workloadFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  const labels = objectAt(objectAt(template, 'metadata'), 'labels');
  const faults: FieldFault[] = [];
  if (typeof spec.replicas === 'number' && spec.replicas < 0) {
    faults.push({
      field: 'spec.replicas',
      reason: 'FieldValueInvalid',
      message: `Invalid value: ${spec.replicas}: must be greater than or equal to 0`,
    });
  }
  if (spec.selector) {
    // safety: the schema gave the selector its shape
    const selector = spec.selector as unknown as LabelSelector;
    const isEmpty =
      !Object.keys(selector.matchLabels ?? {}).length &&
      !selector.matchExpressions?.length;
    if (isEmpty) {
      faults.push({
        field: 'spec.selector',
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          spec.selector,
        )}: empty selector is invalid for ${String(object.kind).toLowerCase()}`,
      });
      // safety: the schema lets label values be strings only
    } else if (!matchesSelector(selector, labels as Record<string, string>)) {
      faults.push({
        field: 'spec.template.metadata.labels',
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${JSON.stringify(
          labels,
        )}: \`selector\` does not match template \`labels\``,
      });
    }
  }
  if (
    previous &&
    !jsonEquals(spec.selector, objectAt(previous, 'spec').selector)
  ) {
    faults.push(immutable('spec.selector', spec.selector));
  }
  const restartPolicy = stringAt(objectAt(template, 'spec'), 'restartPolicy');
  if (restartPolicy && restartPolicy !== 'Always') {
    faults.push({
      field: 'spec.template.spec.restartPolicy',
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: "${restartPolicy}": supported values: "Always"`,
    });
  }
  return [
    ...faults,
    ...podSpecFaults(objectAt(template, 'spec'), 'spec.template.spec'),
  ];
}

const MUTABLE_IN_STATEFUL_SET = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];

function statefulSetFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  const faults = workloadFaults(object, undefined);
  if (!previous) {
    return faults;
  }
  const before = objectAt(previous, 'spec');
  const after = objectAt(object, 'spec');
  const changed = [
    ...new Set([...Object.keys(before), ...Object.keys(after)]),
  ].some(
    field =>
      !MUTABLE_IN_STATEFUL_SET.includes(field) &&
      !jsonEquals(before[field], after[field]),
  );
  return changed
    ? [
        ...faults,
        {
          field: 'spec',
          reason: 'FieldValueForbidden',
          message:
            "Forbidden: updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden",
        },
      ]
    : faults;
}

function podFaults(object: JsonObject, previous?: JsonObject): FieldFault[] {
  const spec = objectAt(object, 'spec');
  const faults = podSpecFaults(spec, 'spec');
  if (
    !previous ||
    jsonEquals(frozenPart(spec), frozenPart(objectAt(previous, 'spec')))
  ) {
    return faults;
  }
  return [
    ...faults,
    {
      field: 'spec',
      reason: 'FieldValueForbidden',
      message:
        'Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    },
  ];
}

/** A running pod's specification without what may change: images, deadline, tolerations, and the node the scheduler sets. */
function frozenPart(spec: JsonObject): JsonObject {
  const { activeDeadlineSeconds, tolerations, nodeName, ...rest } = spec;
  const withoutImages = (list: string) =>
    objectsAt(spec, list).map(({ image: _, ...container }) => container);
  return {
    ...rest,
    containers: withoutImages('containers'),
    initContainers: withoutImages('initContainers'),
  };
}

function serviceFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  const spec = objectAt(object, 'spec');
  const faults: FieldFault[] = [];
  const ports = objectsAt(spec, 'ports');
  if (
    ports.length === 0 &&
    spec.type !== 'ExternalName' &&
    spec.clusterIP !== 'None'
  ) {
    faults.push({
      field: 'spec.ports',
      reason: 'FieldValueRequired',
      message: 'Required value',
    });
  }
  ports.forEach((port, index) => {
    if (typeof port.port === 'number' && (port.port < 1 || port.port > 65535)) {
      faults.push({
        field: `spec.ports[${index}].port`,
        reason: 'FieldValueInvalid',
        message: `Invalid value: ${port.port}: must be between 1 and 65535, inclusive`,
      });
    }
    if (ports.length > 1 && !port.name) {
      faults.push({
        field: `spec.ports[${index}].name`,
        reason: 'FieldValueRequired',
        message: 'Required value',
      });
    }
  });
  const before = previous && objectAt(previous, 'spec');
  if (
    before?.clusterIP &&
    before.type !== 'ExternalName' &&
    spec.type !== 'ExternalName' &&
    before.clusterIP !== spec.clusterIP
  ) {
    faults.push(immutable('spec.clusterIPs[0]', [spec.clusterIP ?? null]));
  }
  return faults;
}

function secretFaults(object: JsonObject, previous?: JsonObject): FieldFault[] {
  const faults: FieldFault[] =
    previous && previous.type !== object.type
      ? [immutable('type', object.type)]
      : [];
  if (previous?.immutable === true && !jsonEquals(previous.data, object.data)) {
    faults.push({
      field: 'data',
      reason: 'FieldValueForbidden',
      message: 'Forbidden: field is immutable when `immutable` is set',
    });
  }
  return faults;
}

/** Required fields, by the schema. Objects that are absent are not looked into, as their fields are then not required. */
function missingFields(
  object: JsonObject,
  schema: SchemaNode,
  path: string,
): FieldFault[] {
  const faults: FieldFault[] = (schema.required ?? [])
    .filter(field => object[field] === undefined || object[field] === '')
    .map(field => ({
      field: path ? `${path}.${field}` : field,
      reason: 'FieldValueRequired',
      message: 'Required value',
    }));
  for (const [field, child] of Object.entries(object)) {
    const childSchema =
      field === 'managedFields' ? undefined : fieldSchema(schema, field);
    const childPath = path ? `${path}.${field}` : field;
    if (childSchema && isJsonObject(child)) {
      faults.push(...missingFields(child, childSchema, childPath));
    } else if (childSchema && Array.isArray(child)) {
      child.forEach((item, index) => {
        if (isJsonObject(item)) {
          faults.push(
            ...missingFields(
              item,
              itemSchema(childSchema),
              `${childPath}[${index}]`,
            ),
          );
        }
      });
    }
  }
  return faults;
}
