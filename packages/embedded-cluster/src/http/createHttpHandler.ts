import { IncomingMessage, ServerResponse } from 'node:http';
import { authenticate } from '../access/authenticate';
import { ApiError } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { Faults } from '../faults/Faults';
import { ContainerRuns } from '../metrics/ContainerRuns';
import { KubernetesObject } from '../model/KubernetesObject';
import { PodProcesses } from '../processes/PodProcesses';
import { Simulation } from '../simulation/Simulation';
import { authorizeRequest } from './authorizeRequest';
import { fixedAnswer } from './fixedAnswer';
import { handleDelete, handleDeleteCollection } from './handleDelete';
import { handleFaults, isAboutFaults, suffer } from './handleFaults';
import { handleEviction } from './handleEviction';
import { handleList } from './handleList';
import { handleLog } from './handleLog';
import { handleMetrics, metricsAt } from './handleMetrics';
import { handleProxy, proxiedAt } from './handleProxy';
import { handlePrometheus, PROMETHEUS_PATH } from './handlePrometheus';
import { handleReview, reviewAt } from './handleReview';
import { handleScale } from './handleScale';
import { handleToken } from './handleToken';
import { handleWatch } from './handleWatch';
import {
  handleCreate,
  handlePatch,
  handleReplace,
  Written,
} from './handleWrite';
import { representationFor } from './represent';
import { isWatch, Request, sendJson, Target, targetOf } from './Request';

/** Where unexpected errors are reported. */
export interface ErrorReporter {
  error(message: string, cause: unknown): void;
}

/** What answers besides the stored objects. */
export interface HandlerParts {
  readonly simulation: Simulation;
  readonly faults: Faults;
  readonly runs: ContainerRuns;
  readonly processes?: PodProcesses;
}

/** Answers every request: health and discovery first, then objects. All but health needs the bearer token. */
export function createHttpHandler(
  objects: ObjectApi,
  { simulation, faults, runs, processes }: HandlerParts,
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
        const { retryAfterSeconds } = failure.details ?? {};
        if (retryAfterSeconds !== undefined) {
          response.setHeader('retry-after', String(retryAfterSeconds));
        }
        sendJson(response, failure.code, failure.toStatus());
      }
    });
  };

  async function answer(
    incoming: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const anonymous = readRequest(incoming, response);
    if (['/healthz', '/livez', '/readyz'].includes(anonymous.path)) {
      response.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
      return;
    }
    const request = {
      ...anonymous,
      user: authenticate(incoming.headers, token, objects),
    };
    if (isAboutFaults(request.path)) {
      sendJson(response, 200, await handleFaults(request, faults));
      return;
    }
    if (!(await suffer(request, faults))) {
      return;
    }
    const fixed = fixedAnswer(request, objects.resources);
    if (fixed) {
      authorizeRequest(objects, request, undefined);
      response.setHeader('vary', 'Accept');
      sendJson(response, 200, fixed.body);
      return;
    }
    const review = reviewAt(request.path);
    if (review && request.method === 'POST') {
      authorizeRequest(objects, request, {
        group: 'authorization.k8s.io',
        plural: `${review.toLowerCase()}s`,
        kind: review,
        subresource: '',
        namespace: '',
        name: '',
      });
      sendJson(response, 201, await handleReview(review, request, objects));
      return;
    }
    const metrics = metricsAt(request.path);
    if (metrics && request.method === 'GET') {
      authorizeRequest(objects, request, metrics);
      sendJson(
        response,
        200,
        handleMetrics(objects, simulation, metrics, request.query),
      );
      return;
    }
    const proxied = proxiedAt(request.path);
    if (proxied) {
      authorizeRequest(objects, request, proxied);
      await handleProxy(objects, { runs, processes }, request, proxied);
      return;
    }
    if (request.path.startsWith(PROMETHEUS_PATH)) {
      authorizeRequest(objects, request, undefined);
      const now = objects.environment.now().getTime();
      await handlePrometheus(request, runs, now);
      return;
    }
    const target = request.path.startsWith('/api')
      ? targetOf(request.path, objects.resources)
      : undefined;
    if (!target) {
      authorizeRequest(objects, request, undefined);
      throw new ApiError(
        404,
        'NotFound',
        'the server could not find the requested resource',
      );
    }
    authorizeRequest(objects, request, {
      ...target.type,
      namespace: target.namespace,
      name: target.name,
      subresource: target.subresource ?? '',
    });
    await answerObject(request, target);
  }

  async function answerObject(request: Request, target: Target): Promise<void> {
    const { response } = request;
    const represent = representationFor(request, target.type, () =>
      objects.environment.now(),
    );
    if (target.subresource === 'log') {
      handleLog(objects, request, target, processes);
      return;
    }
    if (request.method === 'GET' && !target.subresource) {
      if (isWatch(request.query)) {
        handleWatch(objects, request, target, represent, faults.current);
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
    if (subresource === 'token' && request.method === 'POST') {
      return handleToken(objects, request, target, token);
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

/** The request as it came; whose it is, is found out next. */
function readRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
): Omit<Request, 'user'> {
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
