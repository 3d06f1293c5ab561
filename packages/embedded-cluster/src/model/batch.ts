import { Condition, KubernetesObject } from './KubernetesObject';
import { LabelSelector, PodTemplate } from './workloads';

export interface Job extends KubernetesObject {
  spec: {
    parallelism?: number;
    completions?: number;
    backoffLimit?: number;
    activeDeadlineSeconds?: number;
    ttlSecondsAfterFinished?: number;
    suspend?: boolean;
    manualSelector?: boolean;
    completionMode?: 'NonIndexed' | 'Indexed';
    selector: LabelSelector;
    template: PodTemplate;
  };
  status?: JobStatus;
}

export interface JobStatus {
  active?: number;
  ready?: number;
  succeeded?: number;
  failed?: number;
  terminating?: number;
  startTime?: string;
  completionTime?: string;
  conditions?: Condition[];
  uncountedTerminatedPods?: Record<string, string[]>;
}

export interface CronJob extends KubernetesObject {
  spec: {
    schedule: string;
    timeZone?: string;
    suspend?: boolean;
    concurrencyPolicy?: 'Allow' | 'Forbid' | 'Replace';
    startingDeadlineSeconds?: number;
    successfulJobsHistoryLimit?: number;
    failedJobsHistoryLimit?: number;
    jobTemplate: {
      metadata?: {
        labels?: Record<string, string>;
        annotations?: Record<string, string>;
      };
      spec: Job['spec'];
    };
  };
  status?: {
    active?: {
      apiVersion: string;
      kind: string;
      namespace: string;
      name: string;
      uid: string;
    }[];
    lastScheduleTime?: string;
    lastSuccessfulTime?: string;
  };
}

export interface DaemonSet extends KubernetesObject {
  spec: {
    minReadySeconds?: number;
    selector: LabelSelector;
    template: PodTemplate;
    updateStrategy?: {
      type: 'RollingUpdate' | 'OnDelete';
      rollingUpdate?: { maxUnavailable?: number | string };
    };
  };
  status?: {
    currentNumberScheduled: number;
    desiredNumberScheduled: number;
    numberMisscheduled: number;
    numberReady: number;
    updatedNumberScheduled?: number;
    numberAvailable?: number;
    numberUnavailable?: number;
    observedGeneration?: number;
  };
}

/** How much of a resource an autoscaler wants per pod. */
export interface MetricTarget {
  type: 'Utilization' | 'AverageValue' | 'Value';
  averageUtilization?: number;
  averageValue?: string;
}

/** A HorizontalPodAutoscaler (autoscaling/v2). */
export interface Autoscaler extends KubernetesObject {
  spec: {
    minReplicas?: number;
    maxReplicas: number;
    scaleTargetRef: { apiVersion?: string; kind: string; name: string };
    metrics?: {
      type: string;
      resource?: { name: string; target: MetricTarget };
    }[];
    behavior?: {
      scaleDown?: { stabilizationWindowSeconds?: number };
    };
  };
  status?: {
    observedGeneration?: number;
    lastScaleTime?: string;
    currentReplicas?: number;
    desiredReplicas: number;
    currentMetrics?: {
      type: 'Resource';
      resource: {
        name: string;
        current: { averageUtilization?: number; averageValue: string };
      };
    }[];
    conditions?: Condition[];
  };
}
