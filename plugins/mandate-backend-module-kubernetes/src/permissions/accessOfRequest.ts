/**
 * What a request needs to be allowed: a verb on a resource of an API group, as RBAC says it.
 *
 * @public
 */
export interface Access {
  readonly verb: string;
  /** Empty for the core group. */
  readonly group: string;
  /** With its subresource, such as `pods/log`. */
  readonly resource: string;
}

/**
 * The access that a request to an API server needs; nothing for one that everybody may send, such as discovery.
 *
 * @param path - path with query
 *
 * @public
 */
export function accessOfRequest(
  method: string,
  path: string,
): Access | undefined {
  const [pathname, query] = path.split('?', 2);
  const found =
    /^\/(?:api\/v1|apis\/([^/]+)\/[^/]+)\/(?:namespaces\/[^/]+\/(?!$))?([^/]+)(?:\/([^/]+))?(?:\/([^/]+)(?:\/.*)?)?$/.exec(
      pathname,
    );
  if (!found) {
    return undefined;
  }
  const [, group = '', resource, name, subresource] = found;
  // `/api/v1/namespaces/shop` is an object of the resource `namespaces`, and not the collection of something in it.
  const verb = verbOf(method, {
    isCollection: name === undefined,
    isWatch: new URLSearchParams(query).get('watch') === 'true',
  });
  return {
    verb,
    group,
    resource: subresource ? `${resource}/${subresource}` : resource,
  };
}

function verbOf(
  method: string,
  request: { readonly isCollection: boolean; readonly isWatch: boolean },
): string {
  switch (method) {
    case 'GET':
      if (!request.isCollection) {
        return 'get';
      }
      return request.isWatch ? 'watch' : 'list';
    case 'PUT':
      return 'update';
    case 'DELETE':
      return request.isCollection ? 'deletecollection' : 'delete';
    default:
      return method === 'PATCH' ? 'patch' : 'create';
  }
}
