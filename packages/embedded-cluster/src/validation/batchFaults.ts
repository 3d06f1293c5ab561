import { FieldFault } from '../api/ApiError';
import { parseSchedule } from '../controllers/cronSchedule';
import { JsonObject, jsonEquals } from '../model/KubernetesObject';
import { objectAt, stringAt } from '../model/jsonFields';
import { immutable, invalidField } from './fieldFaults';
import { podSpecFaults } from './podFaults';

/** What is wrong with a Job. */
export function jobFaults(
  object: JsonObject,
  previous?: JsonObject,
): FieldFault[] {
  const spec = objectAt(object, 'spec');
  const before = previous && objectAt(previous, 'spec');
  const changed = ['template', 'selector', 'completions', 'completionMode']
    .filter(field => before && !jsonEquals(before[field], spec[field]))
    .map(field => immutable(`spec.${field}`, spec[field]));
  return [...changed, ...taskFaults(spec, 'spec')];
}

/** What is wrong with a CronJob. */
export function cronJobFaults(object: JsonObject): FieldFault[] {
  const spec = objectAt(object, 'spec');
  const schedule = stringAt(spec, 'schedule');
  const faults = taskFaults(
    objectAt(objectAt(spec, 'jobTemplate'), 'spec'),
    'spec.jobTemplate.spec',
  );
  return parseSchedule(schedule)
    ? faults
    : [
        ...faults,
        invalidField(
          'spec.schedule',
          schedule,
          'expected exactly 5 fields, each within its range',
        ),
      ];
}

/** What is wrong with a HorizontalPodAutoscaler. */
export function autoscalerFaults(object: JsonObject): FieldFault[] {
  const { minReplicas, maxReplicas } = objectAt(object, 'spec');
  return Number(maxReplicas) < Number(minReplicas)
    ? [
        invalidField(
          'spec.maxReplicas',
          maxReplicas,
          'must be greater than or equal to `minReplicas`',
        ),
      ]
    : [];
}

function taskFaults(spec: JsonObject, path: string): FieldFault[] {
  const podSpec = objectAt(objectAt(spec, 'template'), 'spec');
  const policy = stringAt(podSpec, 'restartPolicy');
  const faults = podSpecFaults(podSpec, `${path}.template.spec`);
  return ['OnFailure', 'Never'].includes(policy)
    ? faults
    : [
        ...faults,
        {
          field: `${path}.template.spec.restartPolicy`,
          reason: 'FieldValueNotSupported',
          message: `Unsupported value: "${policy}": supported values: "OnFailure", "Never"`,
        },
      ];
}
