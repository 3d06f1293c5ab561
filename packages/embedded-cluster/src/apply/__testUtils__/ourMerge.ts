import { ApiError } from '../../api/ApiError';
import { encodeManagedFields, trackUpdate } from '../../api/managedFields';
import { mergeOwned } from '../../api/mergeOwned';
import { JsonObject, KubernetesObject } from '../../model/KubernetesObject';
import { asJson } from '../../model/jsonFields';
import { strategicMergePatch } from '../../patch/strategicMergePatch';
import { RESOURCE_TABLE } from '../../resources/resourceTable';
import { apiVersionOf, ResourceType } from '../../resources/ResourceType';
import { schemaOf } from '../../schema/schema';
import { MergeOperation, MergeRequest } from './randomMerges';

const NOW = new Date(0);

/** Our answer to a question, in the reference's form without messages. */
export function ourMerge(request: MergeRequest) {
  if (request.op === 'patch') {
    const type = typeOf(request.original);
    return {
      merged: strategicMergePatch(
        request.original,
        request.patch,
        schemaOf(type),
      ),
    };
  }
  const type = typeOf(request.operations[0].object);
  let live: KubernetesObject | undefined;
  const results = request.operations.map(operation => {
    const { object, conflicts } = perform(type, live, operation);
    live = object ?? live;
    return object ? { done: true } : { done: false, conflicts };
  });
  const { managedFields = [], ...metadata } = live?.metadata ?? {};
  return {
    live: live && { ...live, metadata },
    managedFields: managedFields.map(entry => ({
      manager: entry.manager,
      operation: entry.operation,
      apiVersion: entry.apiVersion,
      fields: entry.fieldsV1,
    })),
    results,
  };
}

function perform(
  type: ResourceType,
  live: KubernetesObject | undefined,
  { type: operation, manager, force = false, object }: MergeOperation,
): { object?: KubernetesObject; conflicts?: unknown[] } {
  // safety: the sequences are of objects of built-in kinds
  const given = object as unknown as KubernetesObject;
  const { name, namespace } = given.metadata;
  const identity = { apiVersion: given.apiVersion, kind: given.kind };
  const empty = {
    ...identity,
    metadata: {
      name,
      namespace,
      uid: '',
      resourceVersion: '',
      creationTimestamp: '',
    },
  };
  if (operation === 'update') {
    const managedFields = trackUpdate({
      type,
      live: live ?? empty,
      object: given,
      manager,
      subresource: undefined,
      now: NOW,
    });
    return {
      object: { ...given, metadata: { ...given.metadata, managedFields } },
    };
  }
  try {
    const { body, managers } = mergeOwned(
      type,
      live ?? empty,
      object,
      { manager, force },
      NOW,
    );
    // safety: merging keeps the kind's shape
    const metadata = (body.metadata ?? {}) as unknown as JsonObject;
    return {
      object: asObject({
        ...body,
        ...identity,
        metadata: {
          ...metadata,
          name,
          ...(namespace && { namespace }),
          managedFields: encodeManagedFields(managers),
        },
      }),
    };
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    return {
      conflicts: (error.details?.causes ?? []).map(cause => cause.field),
    };
  }
}

function asObject(value: object): KubernetesObject {
  // safety: apiVersion, kind and metadata were just put there
  return asJson(value) as unknown as KubernetesObject;
}

function typeOf(object: JsonObject): ResourceType {
  const type = RESOURCE_TABLE.find(
    it => it.kind === object.kind && apiVersionOf(it) === object.apiVersion,
  );
  if (!type) {
    throw new Error(`No built-in kind is called ${object.kind}`);
  }
  return type;
}
