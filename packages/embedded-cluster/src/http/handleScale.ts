import { z } from 'zod';
import { badRequest, conflict } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import {
  isJsonObject,
  JsonObject,
  KubernetesObject,
} from '../model/KubernetesObject';
import { asJson, ensureObject, objectAt } from '../model/jsonFields';
import { LabelSelector } from '../model/workloads';
import { formatSelector } from '../resources/selectors';
import type { Written } from './handleWrite';
import { patcher } from './patcher';
import { readObject } from './readObject';
import {
  contentTypeOf,
  isDryRun,
  managerOf,
  readBody,
  Request,
  Target,
  warn,
} from './Request';

const scaleBody = z.looseObject({
  metadata: z
    .looseObject({ resourceVersion: z.string().optional() })
    .optional(),
  spec: z
    .looseObject({ replicas: z.number().int().min(0).default(0) })
    .optional(),
});

const SCALE = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  schemaId: 'io.k8s.api.autoscaling.v1.Scale',
};

/** Reads or changes how many replicas a workload has, without knowing the rest of it. */
export async function handleScale(
  objects: ObjectApi,
  request: Request,
  target: Target,
): Promise<Written> {
  const { type, namespace, name } = target;
  const key = { namespace, name };
  const live = objects.get(type, key);
  if (request.method === 'GET') {
    return { code: 200, object: scaleOf(live) };
  }
  const body =
    request.method === 'PUT'
      ? await readObject(request)
      : patcher(contentTypeOf(request), await readBody(request.incoming), {
          type: { ...target.type, ...SCALE },
        })(scaleOf(live));
  const parsed = scaleBody.safeParse(isJsonObject(body) ? body : {});
  if (!parsed.success) {
    throw badRequest(
      `the Scale cannot be read: ${z.prettifyError(parsed.error)}`,
    );
  }
  const version = parsed.data.metadata?.resourceVersion;
  if (version && version !== live.metadata.resourceVersion) {
    throw conflict(
      type,
      name,
      'the object has been modified; please apply your changes to the latest version and try again',
    );
  }
  const object = objects.update(
    type,
    key,
    draft => {
      ensureObject(asJson(draft), 'spec').replicas =
        parsed.data.spec?.replicas ?? 0;
    },
    {
      manager: managerOf(request),
      dryRun: isDryRun(request.query),
      user: request.user,
      warn: (told: string) => warn(request, told),
      subresource: 'scale',
    },
  );
  return { code: 200, object: scaleOf(object) };
}

function scaleOf(object: KubernetesObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } =
    object.metadata;
  const spec = objectAt(asJson(object), 'spec');
  // safety: the schema gave the selector its shape
  const selector = objectAt(spec, 'selector') as unknown as LabelSelector;
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: {
      name,
      namespace: namespace ?? '',
      uid,
      resourceVersion,
      creationTimestamp,
    },
    spec: { replicas: spec.replicas ?? 0 },
    status: {
      replicas: objectAt(asJson(object), 'status').replicas ?? 0,
      selector: formatSelector(selector),
    },
  };
}
