import type { Request, RequestHandler, Response, Router } from 'express';

/**
 * Adds a route of one mandate at both of its addresses: `/mandates/:name`, where the name may be an entity reference, and
 * `/mandates/by-name/:namespace/:name`. The slash of a reference has to be escaped, which some proxies do not let through;
 * the second address needs none.
 */
export function addMandateRoute(
  router: Router,
  route: {
    readonly method: 'get' | 'post';
    /** What of the mandate, such as `/versions`; nothing for itself. */
    readonly path?: `/${string}`;
    readonly handle: (
      name: string,
      request: Request,
      response: Response,
    ) => Promise<void>;
  },
): void {
  const { method, path = '', handle } = route;
  const add = (address: string, handler: RequestHandler) =>
    method === 'get'
      ? router.get(address, handler)
      : router.post(address, handler);
  add(`/mandates/:name${path}`, (request, response) =>
    handle(request.params.name, request, response),
  );
  add(`/mandates/by-name/:namespace/:name${path}`, (request, response) => {
    const { namespace, name } = request.params;
    return handle(`mandate:${namespace}/${name}`, request, response);
  });
}
