import { applyObject } from '../api/applyObject';
import { ApiError, badRequest } from '../api/ApiError';
import { ObjectApi, WriteOptions } from '../api/ObjectApi';
import { JsonObject, KubernetesObject } from '../model/KubernetesObject';
import { asJson, objectAt, stringAt } from '../model/jsonFields';
import { decodeObject, parseObject } from './decodeObject';
import { readObject } from './readObject';
import { patcher } from './patcher';
import {
  contentTypeOf,
  isDryRun,
  keyOfTarget,
  managerOf,
  readBody,
  Request,
  Target,
  warn,
} from './Request';

/** The answer to a write: an object and the status code. */
export interface Written {
  readonly code: number;
  readonly object: unknown;
}

export async function handleCreate(
  objects: ObjectApi,
  request: Request,
  { type, namespace }: Target,
): Promise<Written> {
  const body = await readObject(request);
  const object = decodeObject(request, type, body);
  return {
    code: 201,
    object: objects.create(
      type,
      namespace,
      object,
      writeOptions(request, undefined),
    ),
  };
}

/** PUT. An object that does not exist is created, as the API does for most kinds only through apply: here it is not found. */
export async function handleReplace(
  objects: ObjectApi,
  request: Request,
  target: Target,
): Promise<Written> {
  const { type, name } = target;
  const body = await readObject(request);
  const decoded = decodeObject(request, type, body);
  const given = stringAt(objectAt(decoded, 'metadata'), 'name');
  if (given !== name) {
    throw badRequest(
      `the name of the object (${given}) does not match the name on the URL (${name})`,
    );
  }
  return {
    code: 200,
    object: objects.update(
      type,
      keyOfTarget(target),
      live => withIdentity(decoded, live),
      writeOptions(request, target.subresource),
    ),
  };
}

export async function handlePatch(
  objects: ObjectApi,
  request: Request,
  target: Target,
): Promise<Written> {
  const text = await readBody(request.incoming);
  const contentType = contentTypeOf(request);
  if (contentType.startsWith('application/apply-patch')) {
    return handleApply(
      objects,
      request,
      target,
      parseObject(text, contentType),
    );
  }
  const patch = patcher(contentType, text, target);
  return {
    code: 200,
    object: objects.update(
      target.type,
      keyOfTarget(target),
      live =>
        withIdentity(
          decodeObject(request, target.type, patch(asJson(live))),
          live,
        ),
      writeOptions(request, target.subresource),
    ),
  };
}

function handleApply(
  objects: ObjectApi,
  request: Request,
  target: Target,
  body: JsonObject,
): Written {
  const manager = request.query.get('fieldManager');
  if (!manager) {
    throw new ApiError(
      422,
      'Invalid',
      'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      {
        group: 'meta.k8s.io',
        kind: 'PatchOptions',
        causes: [
          {
            reason: 'FieldValueRequired',
            message: 'Required value: is required for apply patch',
            field: 'fieldManager',
          },
        ],
      },
    );
  }
  const config = decodeObject(request, target.type, body);
  const name = stringAt(objectAt(config, 'metadata'), 'name');
  if (name && name !== target.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${target.name})`,
    );
  }
  const { object, created } = applyObject(
    objects,
    target.type,
    keyOfTarget(target),
    config,
    {
      manager,
      force: request.query.get('force') === 'true',
      dryRun: isDryRun(request.query),
      user: request.user,
      warn: (text: string) => warn(request, text),
      subresource: target.subresource === 'status' ? 'status' : undefined,
    },
  );
  return { code: created ? 201 : 200, object };
}

/** A decoded body as the object to store: a body without identity means the live one. */
function withIdentity(
  body: JsonObject,
  live: KubernetesObject,
): KubernetesObject {
  const metadata = objectAt(body, 'metadata');
  return {
    ...body,
    apiVersion: live.apiVersion,
    kind: live.kind,
    metadata: {
      ...metadata,
      name: live.metadata.name,
      uid: stringAt(metadata, 'uid') || live.metadata.uid,
      resourceVersion: stringAt(metadata, 'resourceVersion'),
      creationTimestamp: live.metadata.creationTimestamp,
    },
  };
}

function writeOptions(
  request: Request,
  subresource: Target['subresource'],
): WriteOptions {
  return {
    manager: managerOf(request),
    dryRun: isDryRun(request.query),
    user: request.user,
    warn: (text: string) => warn(request, text),
    subresource: subresource === 'status' ? 'status' : undefined,
  };
}
