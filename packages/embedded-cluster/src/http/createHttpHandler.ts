import { timingSafeEqual } from 'node:crypto';
import { IncomingMessage, ServerResponse } from 'node:http';
import { ApiError } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject } from '../model/KubernetesObject';
import { discover, versionInfo } from './discovery';
import { handleAccessReview } from './handleAccessReview';
import { handleDelete, handleDeleteCollection } from './handleDelete';
import { handleEviction } from './handleEviction';
import { handleList } from './handleList';
import { handleLog } from './handleLog';
import { handleScale } from './handleScale';
import { handleWatch } from './handleWatch';
import {
  handleCreate,
  handlePatch,
  handleReplace,
  Written,
} from './handleWrite';
import { openApiDocument, openApiIndex } from './openApi';
import { representationFor } from './represent';
import { Request, sendJson, Target, targetOf } from './Request';

/** Where unexpected errors are reported. */
export interface ErrorReporter {
  error(message: string, cause: unknown): void;
}

/** Answers every request: health and discovery first, then objects. All but health needs the bearer token. */
export function createHttpHandler(
  objects: ObjectApi,
  token: string,
  reporter: ErrorReporter,
): (incoming: IncomingMessage, response: ServerResponse) => void {
  return (incoming, response) => {
    answer(incoming, response).catch(error => {
      const failure =
        error instanceof ApiError ? error : internal(error, incoming);
      if (response.headersSent) {
        response.destroy();
      } else {
        sendJson(response, failure.code, failure.toStatus());
      }
    });
  };

  async function answer(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const request = readRequest(incoming, response);
    if (['/healthz', '/livez', '/readyz'].includes(request.path)) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      return;
    }
    authenticate(incoming, token);
    const fixed = fixedAnswer(request);
    if (fixed) {
      response.setHeader('vary', 'Accept');
      sendJson(response, 200, fixed.body);
      return;
    }
    if (handleAccessReview.path === request.path && request.method === 'POST') {
      sendJson(response, 201, await handleAccessReview(request));
      return;
    }
    const target = request.path.startsWith('/api')
      ? targetOf(request.path)
      : undefined;
    if (!target) {
      throw new ApiError(
        404,
        'NotFound',
        'the server could not find the requested resource',
      );
    }
    await answerObject(request, target);
  }

  async function answerObject(request: Request, target: Target): Promise<void> {
    const { response } = request;
    const represent = representationFor(request, target.type, () =>
      objects.environment.now(),
    );
    if (target.subresource === 'log') {
      handleLog(objects, request, target);
      return;
    }
    if (request.method === 'GET' && !target.subresource) {
      if (isWatch(request.query)) {
        handleWatch(objects, request, target, represent);
      } else if (target.name) {
        sendJson(
          response,
          200,
          represent.one(objects.get(target.type, target)),
        );
      } else {
        sendJson(
          response,
          200,
          represent.list(handleList(objects, target, request.query)),
        );
      }
      return;
    }
    const { code, object } = await write(request, target);
    const isStored = isObjectOf(object, target);
    sendJson(response, code, isStored ? represent.one(object) : object);
  }

  async function write(request: Request, target: Target): Promise<Written> {
    const { subresource, name } = target;
    if (subresource === 'scale') {
      return handleScale(objects, request, target);
    }
    if (subresource === 'eviction' && request.method === 'POST') {
      return handleEviction(objects, request, target);
    }
    switch (request.method) {
      case 'GET':
        return { code: 200, object: objects.get(target.type, target) };
      case 'POST':
        if (!name) {
          return handleCreate(objects, request, target);
        }
        break;
      case 'PUT':
        if (name) {
          return handleReplace(objects, request, target);
        }
        break;
      case 'PATCH':
        if (name) {
          return handlePatch(objects, request, target);
        }
        break;
      case 'DELETE':
        return name
          ? handleDelete(objects, request, target)
          : handleDeleteCollection(objects, request, target);
      default:
    }
    throw new ApiError(
      405,
      'MethodNotAllowed',
      'the server does not allow this method on the requested resource',
    );
  }

  function internal(error: unknown, incoming: IncomingMessage): ApiError {
    const path = incoming.url?.split('?')[0];
    reporter.error(
      `The embedded cluster failed to answer ${incoming.method} ${path}`,
      error,
    );
    const text = error instanceof Error ? error.message : String(error);
    return new ApiError(
      500,
      'InternalError',
      `Internal error occurred: ${text}`,
    );
  }
}

function readRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
): Request {
  try {
    const url = new URL(incoming.url ?? '/', 'https://localhost');
    return {
      incoming,
      response,
      method: incoming.method ?? 'GET',
      path:
        url.pathname.length > 1
          ? url.pathname.replace(/\/$/, '')
          : url.pathname,
      query: url.searchParams,
    };
  } catch (error) {
    throw new ApiError(
      400,
      'BadRequest',
      `the request's address cannot be read: ${error}`,
    );
  }
}

function authenticate(incoming: IncomingMessage, token: string): void {
  const given = Buffer.from(incoming.headers.authorization ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
    throw new ApiError(401, 'Unauthorized', 'Unauthorized');
  }
}

function fixedAnswer({ path, incoming, method, response }: Request) {
  if (method !== 'GET') {
    return undefined;
  }
  if (path === '/version') {
    return { body: versionInfo() };
  }
  if (path === '/openapi/v3') {
    return { body: openApiIndex() };
  }
  if (path.startsWith('/openapi/v3/')) {
    const document = openApiDocument(path.slice('/openapi/v3/'.length));
    return document && { body: document };
  }
  if (path === '/openapi/v2') {
    throw new ApiError(406, 'NotAcceptable', 'only /openapi/v3 is served');
  }
  const discovery = discover(path, incoming.headers.accept ?? '');
  if (discovery) {
    response.setHeader('content-type', discovery.contentType);
  }
  return discovery;
}

function isWatch(query: URLSearchParams): boolean {
  return ['1', 'true'].includes(query.get('watch') ?? '');
}

function isObjectOf(
  object: unknown,
  { type }: Target,
): object is KubernetesObject {
  return (
    object !== null &&
    typeof object === 'object' &&
    'kind' in object &&
    object.kind === type.kind
  );
}
