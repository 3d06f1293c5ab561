import { applyPatch, Operation } from 'fast-json-patch';
import { z } from 'zod';
import { applyObject } from '../api/applyObject';
import { ApiError, badRequest } from '../api/ApiError';
import { ObjectApi, WriteOptions } from '../api/ObjectApi';
import {
  cloneJson,
  isJsonObject,
  JsonObject,
  KubernetesObject,
} from '../model/KubernetesObject';
import { asJson, objectAt, stringAt } from '../model/jsonFields';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import { apiVersionOf, keyOf, ObjectKey } from '../resources/ResourceType';
import { schemaOf } from '../schema/schema';
import { decodeObject, parseJson, parseObject } from './decodeObject';
import { isDryRun, managerOf, readBody, Request, Target } from './Request';
import { selectObjects } from './selectObjects';

/** The answer to a write: an object and the status code. */
export interface Written {
  readonly code: number;
  readonly object: unknown;
}

const deleteOptions = z.looseObject({
  propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).optional(),
  orphanDependents: z.boolean().optional(),
  gracePeriodSeconds: z.number().int().min(0).optional(),
  preconditions: z
    .looseObject({
      uid: z.string().optional(),
      resourceVersion: z.string().optional(),
    })
    .optional(),
  dryRun: z.array(z.string()).optional(),
});

const jsonPatch = z.array(
  z.looseObject({
    op: z.enum(['add', 'remove', 'replace', 'move', 'copy', 'test']),
    path: z.string(),
  }),
);

export async function handleCreate(
  objects: ObjectApi,
  request: Request,
  { type, namespace }: Target,
): Promise<Written> {
  const body = parseObject(
    await readBody(request.incoming),
    contentTypeOf(request),
  );
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
  const body = parseObject(
    await readBody(request.incoming),
    contentTypeOf(request),
  );
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

export async function handleDelete(
  objects: ObjectApi,
  request: Request,
  target: Target,
): Promise<Written> {
  const options = await readDeleteOptions(request);
  const { object, deleted } = objects.delete(
    target.type,
    keyOfTarget(target),
    options,
  );
  if (!deleted) {
    return { code: 200, object };
  }
  const { name, uid } = object.metadata;
  return {
    code: 200,
    object: {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: {
        name,
        ...(target.type.group && { group: target.type.group }),
        kind: target.type.plural,
        uid,
      },
    },
  };
}

export async function handleDeleteCollection(
  objects: ObjectApi,
  request: Request,
  target: Target,
): Promise<Written> {
  const options = await readDeleteOptions(request);
  const { type } = target;
  const items = objects
    .list(type, target.namespace || undefined)
    .filter(selectObjects(type, request.query));
  for (const item of items) {
    objects.delete(type, keyOf(item), options);
  }
  return {
    code: 200,
    object: {
      kind: `${type.kind}List`,
      apiVersion: apiVersionOf(type),
      metadata: { resourceVersion: String(objects.store.revision) },
      items,
    },
  };
}

/** The function that a patch is, from its content type. @throws ApiError 415, or 400 when the patch cannot be read */
export function patcher(
  contentType: string,
  text: string,
  { type }: Pick<Target, 'type'>,
): (live: JsonObject) => JsonObject {
  switch (contentType) {
    case 'application/json-patch+json': {
      const parsed = jsonPatch.safeParse(parseJson(text));
      if (!parsed.success) {
        throw badRequest(
          `the JSON patch cannot be read: ${z.prettifyError(parsed.error)}`,
        );
      }
      // safety: the library checks each operation when it applies it
      return live => patchJson(live, parsed.data as unknown as Operation[]);
    }
    case 'application/merge-patch+json': {
      const patch = parseObject(text, contentType);
      return live => mergePatch(live, patch);
    }
    case 'application/strategic-merge-patch+json': {
      const patch = parseObject(text, contentType);
      return live => strategicMergePatch(live, patch, schemaOf(type.schemaId));
    }
    default:
      throw new ApiError(
        415,
        'UnsupportedMediaType',
        `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml`,
      );
  }
}

/** The content type without parameters, JSON when none is given. */
export function contentTypeOf(request: Request): string {
  return (request.incoming.headers['content-type'] ?? 'application/json')
    .split(';')[0]
    .trim();
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
      subresource: target.subresource === 'status' ? 'status' : undefined,
    },
  );
  return { code: created ? 201 : 200, object };
}

function patchJson(live: JsonObject, operations: Operation[]): JsonObject {
  try {
    return applyPatch(cloneJson(live), operations, true).newDocument;
  } catch (error) {
    const reason = error instanceof Error ? error.name : String(error);
    throw new ApiError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: the JSON patch cannot be applied (${reason})`,
    );
  }
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

async function readDeleteOptions(request: Request) {
  const text = await readBody(request.incoming);
  const body = text.trim() ? parseObject(text, contentTypeOf(request)) : {};
  const parsed = deleteOptions.safeParse(
    isJsonObject(body) ? withoutNulls(body) : {},
  );
  if (!parsed.success) {
    throw badRequest(
      `DeleteOptions cannot be read: ${z.prettifyError(parsed.error)}`,
    );
  }
  const { query } = request;
  const queried = z
    .enum(['Background', 'Foreground', 'Orphan'])
    .safeParse(query.get('propagationPolicy'));
  const grace = query.get('gracePeriodSeconds');
  return {
    propagation:
      parsed.data.propagationPolicy ??
      (queried.success ? queried.data : undefined) ??
      (parsed.data.orphanDependents ? ('Orphan' as const) : undefined),
    gracePeriodSeconds:
      parsed.data.gracePeriodSeconds ?? (grace ? Number(grace) : undefined),
    preconditions: parsed.data.preconditions,
    dryRun: isDryRun(query) || parsed.data.dryRun?.includes('All'),
  };
}

function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== null),
  );
}

function keyOfTarget({ namespace, name }: Target): ObjectKey {
  return { namespace, name };
}

function writeOptions(
  request: Request,
  subresource: Target['subresource'],
): WriteOptions {
  return {
    manager: managerOf(request),
    dryRun: isDryRun(request.query),
    subresource: subresource === 'status' ? 'status' : undefined,
  };
}
