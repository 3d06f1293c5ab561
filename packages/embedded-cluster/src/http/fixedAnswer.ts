import { ApiError } from '../api/ApiError';
import { ResourceRegistry } from '../resources/ResourceRegistry';
import { discover, versionInfo } from './discovery';
import { openApiDocument, openApiIndex } from './openApi';
import { Request } from './Request';

/** Version, OpenAPI and discovery: what does not depend on stored objects. @throws ApiError 406 for the old OpenAPI document */
export function fixedAnswer(
  { path, incoming, method, response }: Request,
  resources: ResourceRegistry,
) {
  if (method !== 'GET') {
    return undefined;
  }
  if (path === '/version') {
    return { body: versionInfo() };
  }
  if (path === '/openapi/v3') {
    return { body: openApiIndex(resources) };
  }
  if (path.startsWith('/openapi/v3/')) {
    const document = openApiDocument(
      path.slice('/openapi/v3/'.length),
      resources,
    );
    return document && { body: document };
  }
  if (path === '/openapi/v2') {
    throw new ApiError(406, 'NotAcceptable', 'only /openapi/v3 is served');
  }
  const discovery = discover(path, incoming.headers.accept ?? '', resources);
  if (discovery) {
    response.setHeader('content-type', discovery.contentType);
  }
  return discovery;
}
