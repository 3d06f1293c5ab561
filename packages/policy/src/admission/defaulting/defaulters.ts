import {
  defaultAdmissionPolicy,
  defaultAdmissionPolicyBinding,
  defaultMutatingWebhooks,
  defaultValidatingWebhooks,
} from './kinds/admission';
import { defaultAutoscaler, defaultAutoscalerV1 } from './kinds/autoscaler';
import {
  defaultLimitRange,
  defaultNamespace,
  defaultPriorityClass,
  defaultSecret,
} from './kinds/configuration';
import { defaultRoleBinding } from './kinds/access';
import {
  defaultEndpoints,
  defaultEndpointSlice,
  defaultIngressClass,
  defaultNetworkPolicy,
  defaultService,
} from './kinds/network';
import { defaultNode } from './kinds/node';
import { defaultPod } from './kinds/pod';
import { defaultTemplate } from './kinds/podSpec';
import {
  defaultClaim,
  defaultCsiDriver,
  defaultPersistentVolume,
  defaultStorageClass,
} from './kinds/storage';
import {
  defaultCronJob,
  defaultDaemonSet,
  defaultDeployment,
  defaultJob,
  defaultReplicaSet,
  defaultReplicationController,
  defaultStatefulSet,
} from './kinds/workloads';
import type { JsonObject } from './jsonObject';

/** Fills in, in place, what an object of one kind leaves open. */
export type Defaulter = (object: JsonObject) => void;

/** What each kind fills in, by `apiVersion` and `kind`. A built-in kind without a row has no defaults. */
export const defaulters: ReadonlyMap<string, Defaulter> = new Map([
  ['v1 Pod', defaultPod],
  ['v1 PodTemplate', defaultTemplate],
  ['v1 ReplicationController', defaultReplicationController],
  ['apps/v1 Deployment', defaultDeployment],
  ['apps/v1 ReplicaSet', defaultReplicaSet],
  ['apps/v1 StatefulSet', defaultStatefulSet],
  ['apps/v1 DaemonSet', defaultDaemonSet],
  ['batch/v1 Job', defaultJob],
  ['batch/v1 CronJob', defaultCronJob],
  ['v1 Service', defaultService],
  ['v1 Endpoints', defaultEndpoints],
  ['discovery.k8s.io/v1 EndpointSlice', defaultEndpointSlice],
  ['networking.k8s.io/v1 NetworkPolicy', defaultNetworkPolicy],
  ['networking.k8s.io/v1 IngressClass', defaultIngressClass],
  ['v1 PersistentVolumeClaim', claim => defaultClaim(claim, 'object')],
  ['v1 PersistentVolume', defaultPersistentVolume],
  ['storage.k8s.io/v1 StorageClass', defaultStorageClass],
  ['storage.k8s.io/v1 CSIDriver', defaultCsiDriver],
  ['v1 Secret', defaultSecret],
  ['v1 Namespace', defaultNamespace],
  ['v1 LimitRange', defaultLimitRange],
  ['v1 Node', defaultNode],
  ['scheduling.k8s.io/v1 PriorityClass', defaultPriorityClass],
  ['autoscaling/v1 HorizontalPodAutoscaler', defaultAutoscalerV1],
  ['autoscaling/v2 HorizontalPodAutoscaler', defaultAutoscaler],
  ['rbac.authorization.k8s.io/v1 RoleBinding', defaultRoleBinding],
  ['rbac.authorization.k8s.io/v1 ClusterRoleBinding', defaultRoleBinding],
  ...['ValidatingAdmissionPolicy', 'MutatingAdmissionPolicy'].flatMap(
    (kind): [string, Defaulter][] => [
      [`admissionregistration.k8s.io/v1 ${kind}`, defaultAdmissionPolicy],
      [
        `admissionregistration.k8s.io/v1 ${kind}Binding`,
        defaultAdmissionPolicyBinding,
      ],
    ],
  ),
  [
    'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
    defaultValidatingWebhooks,
  ],
  [
    'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
    defaultMutatingWebhooks,
  ],
]);
