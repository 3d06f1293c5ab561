import { AccessRequest, authorizerOf } from '../access/authorizerOf';
import { ApiError, forbidden } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { isWatch, Request } from './Request';

/** What is asked for, if it is about objects: stored ones, or metrics and reviews. */
export interface AskedResource {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

const VERBS: Record<string, string> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
};

/** Refuses a request that its user was not granted. @throws ApiError 403 that says who, what and where */
export function authorizeRequest(
  objects: ObjectApi,
  request: Request,
  resource: AskedResource | undefined,
): void {
  const asked: AccessRequest = resource
    ? {
        kind: 'resource',
        group: resource.group,
        resource: resource.plural,
        subresource: resource.subresource,
        namespace: resource.namespace,
        name: resource.name,
        fieldSelector: '',
        labelSelector: '',
        verb: verbOf(request, resource.name),
      }
    : {
        kind: 'path',
        path: request.path,
        verb: request.method.toLowerCase(),
      };
  if (authorizerOf(objects, request.user)(asked).allowed) {
    return;
  }
  const who = `User "${request.user.name}" cannot ${asked.verb}`;
  if (asked.kind === 'path' || !resource) {
    throw new ApiError(
      403,
      'Forbidden',
      `forbidden: ${who} path "${request.path}"`,
    );
  }
  const what = asked.subresource
    ? `${asked.resource}/${asked.subresource}`
    : asked.resource;
  const where = asked.namespace
    ? `in the namespace "${asked.namespace}"`
    : 'at the cluster scope';
  throw forbidden(
    resource,
    asked.name,
    `${who} resource "${what}" in API group "${asked.group}" ${where}`,
  );
}

function verbOf({ method, query }: Request, name: string): string {
  if (method === 'DELETE') {
    return name ? 'delete' : 'deletecollection';
  }
  if (method !== 'GET') {
    return VERBS[method] ?? method.toLowerCase();
  }
  if (isWatch(query)) {
    return 'watch';
  }
  return name ? 'get' : 'list';
}
