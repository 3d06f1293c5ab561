import { ApiError } from '../api/ApiError';
import { KubernetesObject, OwnerReference } from '../model/KubernetesObject';
import { Pod, PodTemplate } from '../model/workloads';
import { ObjectKey } from '../resources/ResourceType';
import { PODS } from '../resources/resourceTable';
import type { ControllerContext } from './Controller';

/** The owner that manages an object, if it has one. */
export function controllerOf(
  object: KubernetesObject,
): OwnerReference | undefined {
  return object.metadata.ownerReferences?.find(
    reference => reference.controller,
  );
}

/** Whether `owner` manages `object`. */
export function isControlledBy(
  object: KubernetesObject,
  owner: KubernetesObject,
): boolean {
  return controllerOf(object)?.uid === owner.metadata.uid;
}

/** The reference a managed object carries to its owner. */
export function referenceTo(owner: KubernetesObject): OwnerReference {
  return {
    apiVersion: owner.apiVersion,
    kind: owner.kind,
    name: owner.metadata.name,
    uid: owner.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** The key of the owner that manages an object, when it is of a kind. */
export function keyOfOwner(
  object: KubernetesObject,
  kind: string,
): ObjectKey[] {
  const owner = controllerOf(object);
  return owner?.kind === kind
    ? [{ namespace: object.metadata.namespace ?? '', name: owner.name }]
    : [];
}

/** Quotas and policies that refuse a pod may change: so long later it is tried again. */
export const REFUSED_RETRY_MS = 5_000;

/**
 * Creates a pod of a workload's template, and records that as an event of the workload.
 *
 * @returns the pod, or why the API refuses it
 */
export function createOwnedPod(
  owner: KubernetesObject,
  template: PodTemplate,
  component: string,
  { objects, events }: Pick<ControllerContext, 'objects' | 'events'>,
  change: (spec: PodTemplate) => PodTemplate = it => it,
): Pod | ApiError {
  const { metadata, spec } = change(template);
  try {
    const pod = objects.create(
      PODS,
      owner.metadata.namespace ?? '',
      {
        metadata: {
          ...metadata,
          generateName: `${owner.metadata.name}-`,
          ownerReferences: [referenceTo(owner)],
        },
        spec,
      },
      { manager: 'kube-controller-manager' },
    );
    events.record(owner, {
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Created pod: ${pod.metadata.name}`,
      component,
    });
    return pod;
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    events.record(owner, {
      type: 'Warning',
      reason: 'FailedCreate',
      message: `Error creating: ${error.message}`,
      component,
    });
    return error;
  }
}
