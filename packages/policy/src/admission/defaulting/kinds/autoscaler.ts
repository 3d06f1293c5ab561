import {
  ensureObject,
  hasMembers,
  type JsonObject,
  objectAt,
  setDefault,
  setDefaults,
} from '../jsonObject';

const defaultUtilization = 80;

/** An autoscaler of version 2. */
export function defaultAutoscaler(autoscaler: JsonObject): void {
  const spec = ensureObject(autoscaler, 'spec');
  setDefault(spec, 'minReplicas', 1);
  if (!hasMembers(spec.metrics)) {
    spec.metrics = [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: {
            type: 'Utilization',
            averageUtilization: defaultUtilization,
          },
        },
      },
    ];
  }
  const behavior = objectAt(spec, 'behavior');
  if (behavior) {
    setDefaults(ensureObject(behavior, 'scaleUp'), {
      stabilizationWindowSeconds: 0,
      selectPolicy: 'Max',
      policies: [
        { type: 'Pods', value: 4, periodSeconds: 15 },
        { type: 'Percent', value: 100, periodSeconds: 15 },
      ],
    });
    setDefaults(ensureObject(behavior, 'scaleDown'), {
      selectPolicy: 'Max',
      policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
    });
  }
}

/** An autoscaler of version 1, which knows only the processor. */
export function defaultAutoscalerV1(autoscaler: JsonObject): void {
  const spec = ensureObject(autoscaler, 'spec');
  setDefaults(spec, {
    minReplicas: 1,
    targetCPUUtilizationPercentage: defaultUtilization,
  });
}
