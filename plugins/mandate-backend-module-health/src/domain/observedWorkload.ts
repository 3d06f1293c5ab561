import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { z } from 'zod';

const terminatedSchema = z.object({
  reason: z.string().default('Error'),
  exitCode: z.number().default(-1),
  startedAt: z.string().nullish(),
  finishedAt: z.string().nullish(),
});
const containerStatusSchema = z.object({
  name: z.string(),
  image: z.string().default(''),
  restartCount: z.number().default(0),
  state: z
    .object({
      waiting: z
        .object({
          reason: z.string().default(''),
          message: z.string().default(''),
        })
        .optional(),
      running: z.object({ startedAt: z.string().nullish() }).optional(),
      terminated: terminatedSchema.optional(),
    })
    .default({}),
  lastState: z.object({ terminated: terminatedSchema.optional() }).default({}),
});
const conditionSchema = z.object({
  type: z.string(),
  status: z.string(),
  reason: z.string().default(''),
  message: z.string().default(''),
  lastTransitionTime: z.string().nullish(),
});
const podSchema = z.object({
  metadata: z.object({
    name: z.string(),
    creationTimestamp: z.string(),
    deletionTimestamp: z.string().nullish(),
  }),
  status: z
    .object({
      conditions: z.array(conditionSchema).default([]),
      containerStatuses: z.array(containerStatusSchema).default([]),
      initContainerStatuses: z.array(containerStatusSchema).default([]),
    })
    .default({
      conditions: [],
      containerStatuses: [],
      initContainerStatuses: [],
    }),
});
const workloadSchema = z.object({
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    generation: z.number().default(0),
    creationTimestamp: z.string(),
  }),
  spec: z.object({
    replicas: z.number().default(1),
    selector: z.object({
      matchLabels: z.record(z.string(), z.string()).default({}),
    }),
    template: z.object({
      spec: z.object({
        containers: z.array(
          z.object({ name: z.string(), image: z.string().default('') }),
        ),
      }),
    }),
  }),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      conditions: z.array(conditionSchema).default([]),
    })
    .prefault({}),
});

/** A container as its pod reports it. */
export type ContainerStatus = z.infer<typeof containerStatusSchema>;
/** A pod, as far as health needs it. */
export type Pod = z.infer<typeof podSchema>;
/** A Deployment or StatefulSet, as far as health needs it. */
export type Workload = z.infer<typeof workloadSchema>;

/** A workload with its pods at one instant. */
export interface ObservedWorkload {
  readonly workload: Workload;
  /** Without pods that are being deleted. */
  readonly pods: readonly Pod[];
  readonly now: Date;
}

/** Reads a live workload. Throws a `ZodError` when the cluster answers something else. */
export function readWorkload(object: ClusterObject): Workload {
  return workloadSchema.parse(object);
}

/** Reads live pods, without those that are being deleted. */
export function readPods(objects: readonly ClusterObject[]): readonly Pod[] {
  return objects
    .map(object => podSchema.parse(object))
    .filter(({ metadata }) => !metadata.deletionTimestamp);
}

/** The containers of a pod, init containers first. */
export function containersOf(pod: Pod): readonly ContainerStatus[] {
  return [...pod.status.initContainerStatuses, ...pod.status.containerStatuses];
}

/** Whether every pod is of the newest template and available. */
export function isRolledOut({ metadata, spec, status }: Workload): boolean {
  return (
    status.observedGeneration >= metadata.generation &&
    status.updatedReplicas === spec.replicas &&
    status.availableReplicas === spec.replicas &&
    status.replicas === spec.replicas
  );
}
