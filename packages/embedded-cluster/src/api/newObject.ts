import { KubernetesObject } from '../model/KubernetesObject';
import { apiVersionOf, ResourceType } from '../resources/ResourceType';
import { ApiError, badRequest } from './ApiError';
import type { GivenObject, ObjectApiEnvironment } from './ObjectApi';

const GENERATED_SUFFIX_LENGTH = 5;
const LONGEST_GENERATED_PREFIX = 58;

/** A client's object with what the server gives every new one: identity, time, first generation, a generated name. */
export function newObject(
  type: ResourceType,
  namespace: string,
  given: GivenObject,
  environment: ObjectApiEnvironment,
): KubernetesObject {
  const metadata = { ...given.metadata };
  if (
    type.namespaced &&
    metadata.namespace &&
    metadata.namespace !== namespace
  ) {
    throw badRequest(
      `the namespace of the provided object does not match the namespace sent on the request`,
    );
  }
  if (metadata.resourceVersion) {
    // a real server answers 500, too
    throw new ApiError(
      500,
      'InternalError',
      'resourceVersion should not be set on objects to be created',
    );
  }
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.managedFields;
  delete metadata.generation;
  const generated =
    metadata.generateName &&
    metadata.generateName.slice(0, LONGEST_GENERATED_PREFIX) +
      environment.randomSuffix(GENERATED_SUFFIX_LENGTH);
  return {
    ...given,
    apiVersion: apiVersionOf(type),
    kind: type.kind,
    metadata: {
      ...metadata,
      name: metadata.name || generated || '',
      ...(type.namespaced && { namespace }),
      uid: environment.uuid(),
      resourceVersion: '',
      creationTimestamp: timestamp(environment.now()),
      ...(type.hasGeneration && { generation: 1 }),
    },
  };
}

/** RFC 3339 in UTC with whole seconds, as Kubernetes writes times. */
export function timestamp(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
