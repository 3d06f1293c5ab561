import { Autoscaler, CronJob, DaemonSet, Job } from '../model/batch';
import { Deployment, ReplicaSet, StatefulSet } from '../model/workloads';
import { row } from './row';

export const DEPLOYMENTS = row<Deployment>(
  'apps',
  'v1',
  'Deployment',
  'deployments',
  {
    shortNames: ['deploy'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const REPLICA_SETS = row<ReplicaSet>(
  'apps',
  'v1',
  'ReplicaSet',
  'replicasets',
  {
    shortNames: ['rs'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const STATEFUL_SETS = row<StatefulSet>(
  'apps',
  'v1',
  'StatefulSet',
  'statefulsets',
  {
    shortNames: ['sts'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const DAEMON_SETS = row<DaemonSet>(
  'apps',
  'v1',
  'DaemonSet',
  'daemonsets',
  {
    shortNames: ['ds'],
    categories: ['all'],
    subresources: ['status'],
    hasGeneration: true,
    schemaPrefix: 'io.k8s.api.apps.v1',
  },
);
export const JOBS = row<Job>('batch', 'v1', 'Job', 'jobs', {
  categories: ['all'],
  subresources: ['status'],
  hasGeneration: true,
  schemaPrefix: 'io.k8s.api.batch.v1',
});
export const CRON_JOBS = row<CronJob>('batch', 'v1', 'CronJob', 'cronjobs', {
  shortNames: ['cj'],
  categories: ['all'],
  subresources: ['status'],
  hasGeneration: true,
  schemaPrefix: 'io.k8s.api.batch.v1',
});
export const HORIZONTAL_POD_AUTOSCALERS = row<Autoscaler>(
  'autoscaling',
  'v2',
  'HorizontalPodAutoscaler',
  'horizontalpodautoscalers',
  {
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: ['status'],
    schemaPrefix: 'io.k8s.api.autoscaling.v2',
  },
);
