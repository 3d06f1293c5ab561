import { z } from 'zod';
import { badRequest } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { JsonObject } from '../model/KubernetesObject';
import { apiVersionOf, keyOf } from '../resources/ResourceType';
import type { Written } from './handleWrite';
import { readOptionalObject } from './readObject';
import { isDryRun, keyOfTarget, Request, Target, warn } from './Request';
import { selectObjects } from './selectObjects';

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
      kind: type.defined?.listKind ?? `${type.kind}List`,
      apiVersion: apiVersionOf(type),
      metadata: { resourceVersion: String(objects.store.revision) },
      items,
    },
  };
}

async function readDeleteOptions(request: Request) {
  const parsed = deleteOptions.safeParse(
    withoutNulls(await readOptionalObject(request)),
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
    user: request.user,
    warn: (told: string) => warn(request, told),
  };
}

function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== null),
  );
}
