import type { ObjectStatus } from '../domain/statusParts';

/** An object, and what its status comes to. */
export interface StatusCase {
  readonly rule: string;
  readonly type: string;
  readonly spec?: unknown;
  readonly status?: Readonly<Record<string, unknown>>;
  readonly state: ObjectStatus['state'];
}

const yes = (type: string) => ({ conditions: [{ type, status: 'True' }] });
const no = (type: string, reason = '') => ({
  conditions: [{ type, status: 'False', reason }],
});

/** What the rules of all kinds but workloads say. */
export const statusCases: readonly StatusCase[] = [
  // Any kind
  { rule: 'of a kind without status', type: 'v1 ConfigMap', state: 'current' },
  {
    rule: 'of an unknown kind without conditions',
    type: 'x/v1 Thing',
    state: 'current',
  },
  {
    rule: 'that says it is ready',
    type: 'x/v1 Thing',
    status: yes('Ready'),
    state: 'current',
  },
  {
    rule: 'that says it is not ready',
    type: 'x/v1 Thing',
    status: no('Ready'),
    state: 'in-progress',
  },
  {
    rule: 'that is reconciling',
    type: 'x/v1 Thing',
    status: yes('Reconciling'),
    state: 'in-progress',
  },
  {
    rule: 'that is stalled',
    type: 'x/v1 Thing',
    status: yes('Stalled'),
    state: 'failed',
  },
  {
    rule: 'whose generation was not seen',
    type: 'x/v1 Thing',
    status: { observedGeneration: 0 },
    state: 'in-progress',
  },
  // Pod
  {
    rule: 'ready',
    type: 'v1 Pod',
    status: { phase: 'Running', ...yes('Ready') },
    state: 'current',
  },
  {
    rule: 'that has ended well',
    type: 'v1 Pod',
    status: { phase: 'Succeeded' },
    state: 'current',
  },
  {
    rule: 'that has failed',
    type: 'v1 Pod',
    status: { phase: 'Failed' },
    state: 'failed',
  },
  {
    rule: 'not ready',
    type: 'v1 Pod',
    status: { phase: 'Running' },
    state: 'in-progress',
  },
  {
    rule: 'in a crash loop',
    type: 'v1 Pod',
    status: {
      phase: 'Running',
      containerStatuses: [
        { name: 'a', state: { waiting: { reason: 'CrashLoopBackOff' } } },
      ],
    },
    state: 'failed',
  },
  // Jobs
  {
    rule: 'not started',
    type: 'batch/v1 Job',
    status: {},
    state: 'in-progress',
  },
  {
    rule: 'under way',
    type: 'batch/v1 Job',
    status: { startTime: '2026-01-01T00:00:00Z', active: 1 },
    state: 'current',
  },
  {
    rule: 'complete',
    type: 'batch/v1 Job',
    status: yes('Complete'),
    state: 'current',
  },
  {
    rule: 'suspended',
    type: 'batch/v1 Job',
    status: yes('Suspended'),
    state: 'current',
  },
  {
    rule: 'failed',
    type: 'batch/v1 Job',
    status: yes('Failed'),
    state: 'failed',
  },
  {
    rule: 'of any state',
    type: 'batch/v1 CronJob',
    status: {},
    state: 'current',
  },
  // Services, claims, budgets, autoscalers
  {
    rule: 'inside the cluster',
    type: 'v1 Service',
    spec: { type: 'ClusterIP' },
    state: 'current',
  },
  {
    rule: 'with a balancer and no address',
    type: 'v1 Service',
    spec: { type: 'LoadBalancer' },
    state: 'in-progress',
  },
  {
    rule: 'with a balancer',
    type: 'v1 Service',
    spec: { type: 'LoadBalancer', clusterIP: '10.0.0.1' },
    state: 'current',
  },
  {
    rule: 'bound',
    type: 'v1 PersistentVolumeClaim',
    status: { phase: 'Bound' },
    state: 'current',
  },
  {
    rule: 'pending',
    type: 'v1 PersistentVolumeClaim',
    status: { phase: 'Pending' },
    state: 'in-progress',
  },
  {
    rule: 'lost',
    type: 'v1 PersistentVolumeClaim',
    status: { phase: 'Lost' },
    state: 'failed',
  },
  {
    rule: 'not looked at',
    type: 'policy/v1 PodDisruptionBudget',
    status: {},
    state: 'in-progress',
  },
  {
    rule: 'kept',
    type: 'policy/v1 PodDisruptionBudget',
    status: { observedGeneration: 1, currentHealthy: 2, desiredHealthy: 2 },
    state: 'current',
  },
  {
    rule: 'not kept',
    type: 'policy/v1 PodDisruptionBudget',
    status: { observedGeneration: 1, currentHealthy: 1, desiredHealthy: 2 },
    state: 'in-progress',
  },
  {
    rule: 'that can scale',
    type: 'autoscaling/v2 HorizontalPodAutoscaler',
    status: yes('AbleToScale'),
    state: 'current',
  },
  {
    rule: 'that cannot scale',
    type: 'autoscaling/v2 HorizontalPodAutoscaler',
    status: no('AbleToScale'),
    state: 'in-progress',
  },
  // Definitions and routes
  {
    rule: 'not served',
    type: 'apiextensions.k8s.io/v1 CustomResourceDefinition',
    status: {},
    state: 'in-progress',
  },
  {
    rule: 'served',
    type: 'apiextensions.k8s.io/v1 CustomResourceDefinition',
    status: yes('Established'),
    state: 'current',
  },
  {
    rule: 'whose names are taken',
    type: 'apiextensions.k8s.io/v1 CustomResourceDefinition',
    status: no('NamesAccepted'),
    state: 'failed',
  },
  {
    rule: 'that nobody has looked at',
    type: 'gateway.networking.k8s.io/v1 HTTPRoute',
    status: {},
    state: 'current',
  },
  {
    rule: 'that is accepted',
    type: 'gateway.networking.k8s.io/v1 HTTPRoute',
    status: { parents: [yes('Accepted')] },
    state: 'current',
  },
  {
    rule: 'that is rejected',
    type: 'gateway.networking.k8s.io/v1 HTTPRoute',
    status: { parents: [no('Accepted')] },
    state: 'failed',
  },
  {
    rule: 'whose backend is missing',
    type: 'gateway.networking.k8s.io/v1 GRPCRoute',
    status: { parents: [no('ResolvedRefs')] },
    state: 'failed',
  },
];
