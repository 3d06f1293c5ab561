import { timestamp } from '../api/newObject';
import { Autoscaler } from '../model/batch';
import { Condition } from '../model/KubernetesObject';
import { asJson, ensureObject, objectAt } from '../model/jsonFields';
import { formatQuantity, quantityOf } from '../model/quantity';
import { LabelSelector, Pod } from '../model/workloads';
import { HORIZONTAL_POD_AUTOSCALERS, PODS } from '../resources/resourceTable';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';
import { matchesSelector } from '../resources/selectors';
import { withCondition } from './conditions';
import { Controller, ControllerContext } from './Controller';
import { isActive, isReady } from './podState';

const NAME = 'horizontal-pod-autoscaler';
/** Differences within a tenth are not acted on. */
const TOLERANCE = 0.1;
const STABILIZATION_S = 300;

/** What is known of a scaled workload. */
interface Target {
  readonly type: ResourceType;
  readonly key: ObjectKey;
  readonly replicas: number;
  readonly pods: readonly Pod[];
}

/** What one metric says. */
interface Measure {
  readonly replicas: number;
  readonly current: NonNullable<
    NonNullable<Autoscaler['status']>['currentMetrics']
  >[number];
}

/** Scales workloads by what their pods use. Resource metrics only, which the simulation gives. */
export function createAutoscalerController(): Controller {
  /** When each autoscaler last wanted at least as many replicas as there are: scaling down waits for that to be old. */
  const wantedMore = new Map<string, number>();
  return {
    name: NAME,
    watches: [{ type: HORIZONTAL_POD_AUTOSCALERS }],
    reconcile(key, context) {
      const { objects, now, timing } = context;
      const autoscaler = objects.find(HORIZONTAL_POD_AUTOSCALERS, key);
      if (!autoscaler || autoscaler.metadata.deletionTimestamp) {
        return undefined;
      }
      const target = targetOf(autoscaler, context);
      if (!target) {
        const { kind, name } = autoscaler.spec.scaleTargetRef;
        writeStatus(
          autoscaler,
          undefined,
          [],
          [
            [
              'AbleToScale',
              false,
              'FailedGetScale',
              `the HPA controller was unable to get the target's current scale: ${kind} "${name}" not found`,
            ],
          ],
          context,
        );
        return timing.autoscalerMs;
      }
      const measures = measure(autoscaler, target, context);
      const wanted = Math.max(0, ...measures.map(it => it.replicas));
      const { id } = { id: autoscaler.metadata.uid };
      if (wanted >= target.replicas) {
        wantedMore.set(id, now().getTime());
      }
      const window =
        autoscaler.spec.behavior?.scaleDown?.stabilizationWindowSeconds ??
        STABILIZATION_S;
      const isSettled =
        now().getTime() - (wantedMore.get(id) ?? 0) >= window * 1_000;
      const settled =
        wanted < target.replicas && !isSettled ? target.replicas : wanted;
      decide(autoscaler, target, measures, settled, context);
      return timing.autoscalerMs;
    },
  };
}

function targetOf(
  { spec, metadata }: Autoscaler,
  { objects }: ControllerContext,
): Target | undefined {
  const { apiVersion = 'apps/v1', kind, name } = spec.scaleTargetRef;
  const type = objects.resources.findByKind(apiVersion, kind);
  const key = { namespace: metadata.namespace ?? '', name };
  const object = type && objects.find(type, key);
  if (!type || !object) {
    return undefined;
  }
  const targetSpec = objectAt(asJson(object), 'spec');
  // safety: the schema gave the selector its shape
  const selector = objectAt(targetSpec, 'selector') as unknown as LabelSelector;
  return {
    type,
    key,
    replicas: Number(targetSpec.replicas ?? 0),
    pods: objects
      .list(PODS, key.namespace)
      .filter(
        pod => isActive(pod) && matchesSelector(selector, pod.metadata.labels),
      ),
  };
}

function measure(
  { spec }: Autoscaler,
  { pods, replicas }: Target,
  { simulation, now }: ControllerContext,
): Measure[] {
  const ready = pods.filter(isReady);
  return (spec.metrics ?? []).flatMap(({ resource }) => {
    const name = resource?.name;
    if (!resource || (name !== 'cpu' && name !== 'memory') || !ready.length) {
      return [];
    }
    const containers = ready.flatMap(pod =>
      pod.spec.containers.map(container => ({ pod, container })),
    );
    const used = containers.reduce(
      (sum, { pod, container }) =>
        sum + (simulation.usage(pod, container, now())?.[name] ?? 0),
      0,
    );
    const requested = containers.reduce(
      (sum, { container }) =>
        sum + quantityOf(container.resources?.requests?.[name]),
      0,
    );
    const { averageUtilization, averageValue } = resource.target;
    const utilization = requested > 0 ? (100 * used) / requested : undefined;
    const ratio =
      averageUtilization !== undefined
        ? (utilization ?? NaN) / averageUtilization
        : used / ready.length / quantityOf(averageValue);
    if (!Number.isFinite(ratio)) {
      return [];
    }
    const isNear = Math.abs(ratio - 1) <= TOLERANCE;
    return [
      {
        replicas: isNear ? replicas : Math.ceil(ratio * ready.length),
        current: {
          type: 'Resource' as const,
          resource: {
            name,
            current: {
              averageValue: formatQuantity(
                name,
                Math.round((used / ready.length) * 1_000) / 1_000,
              ),
              ...(utilization !== undefined && {
                averageUtilization: Math.floor(utilization),
              }),
            },
          },
        },
      },
    ];
  });
}

function decide(
  autoscaler: Autoscaler,
  target: Target,
  measures: readonly Measure[],
  wanted: number,
  context: ControllerContext,
): void {
  const { minReplicas = 1, maxReplicas } = autoscaler.spec;
  const bounded = Math.min(maxReplicas, Math.max(minReplicas, wanted));
  const isMeasured = measures.length > 0;
  const replicas =
    target.replicas === 0 || !isMeasured ? target.replicas : bounded;
  if (replicas !== target.replicas) {
    scale(autoscaler, target, replicas, context);
  }
  const isLimited = isMeasured && bounded !== wanted;
  writeStatus(
    autoscaler,
    {
      current: target.replicas,
      desired: replicas,
      rescaled: replicas !== target.replicas,
    },
    measures,
    [
      [
        'AbleToScale',
        true,
        'ReadyForNewScale',
        'recommended size matches current size',
      ],
      isMeasured
        ? [
            'ScalingActive',
            true,
            'ValidMetricFound',
            'the HPA was able to successfully calculate a replica count',
          ]
        : [
            'ScalingActive',
            false,
            'FailedGetResourceMetric',
            'the HPA was unable to compute the replica count: no metrics of its pods',
          ],
      [
        'ScalingLimited',
        isLimited,
        limitReason(isLimited, bounded < wanted),
        isLimited
          ? 'the desired replica count is beyond its bounds'
          : 'the desired count is within the acceptable range',
      ],
    ],
    context,
  );
}

function limitReason(isLimited: boolean, isTooMany: boolean): string {
  if (!isLimited) {
    return 'DesiredWithinRange';
  }
  return isTooMany ? 'TooManyReplicas' : 'TooFewReplicas';
}

function scale(
  autoscaler: Autoscaler,
  { type, key }: Target,
  replicas: number,
  { objects, events }: ControllerContext,
): void {
  objects.update(
    type,
    key,
    draft => {
      ensureObject(asJson(draft), 'spec').replicas = replicas;
    },
    { manager: 'kube-controller-manager', subresource: 'scale' },
  );
  events.record(autoscaler, {
    type: 'Normal',
    reason: 'SuccessfulRescale',
    message: `New size: ${replicas}; reason: resource utilization`,
    component: NAME,
  });
}

function writeStatus(
  autoscaler: Autoscaler,
  size: { current: number; desired: number; rescaled: boolean } | undefined,
  measures: readonly Measure[],
  conditions: readonly [string, boolean, string, string][],
  { objects, now }: ControllerContext,
): void {
  objects.update(
    HORIZONTAL_POD_AUTOSCALERS,
    keyOf(autoscaler),
    draft => {
      const before = draft.status;
      draft.status = {
        observedGeneration: draft.metadata.generation,
        lastScaleTime: size?.rescaled
          ? timestamp(now())
          : before?.lastScaleTime,
        currentReplicas: size?.current ?? before?.currentReplicas,
        desiredReplicas: size?.desired ?? 0,
        currentMetrics:
          measures.length > 0 ? measures.map(it => it.current) : undefined,
        conditions: conditions.reduce<Condition[]>(
          (all, [type, isTrue, reason, message]) =>
            withCondition(
              all,
              { type, status: isTrue ? 'True' : 'False', reason, message },
              now(),
            ),
          before?.conditions ?? [],
        ),
      };
    },
    { manager: 'kube-controller-manager', subresource: 'status' },
  );
}
