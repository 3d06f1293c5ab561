import { FieldFault } from '../api/ApiError';
import { JsonObject, jsonEquals } from '../model/KubernetesObject';
import { objectAt, objectsAt, stringAt } from '../model/jsonFields';
import { LabelSelector } from '../model/workloads';
import { matchesSelector } from '../resources/selectors';
import { immutable } from './fieldFaults';
import { podSpecFaults } from './podFaults';

/** What is wrong with a Deployment, a ReplicaSet or a DaemonSet. */
export function workloadFaults(
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

/** What is wrong with a StatefulSet. */
export function statefulSetFaults(
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

/** What is wrong with a pod. */
export function podFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
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
