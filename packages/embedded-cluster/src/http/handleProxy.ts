import { request as send } from 'node:http';
import { ApiError, notFound } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { isReady } from '../controllers/podState';
import type { ContainerRuns } from '../metrics/ContainerRuns';
import { exposition, EXPOSITION_TYPE } from '../metrics/exposition';
import { Pod } from '../model/workloads';
import type { PodProcesses } from '../processes/PodProcesses';
import { PODS, SERVICES } from '../resources/resourceTable';
import { matchesSelector } from '../resources/selectors';
import { AskedResource } from './authorizeRequest';
import { Request } from './Request';
import { simulatedAnswer } from './simulatedAnswer';

const PATH =
  /^\/api\/v1\/namespaces\/([^/]+)\/(pods|services)\/([^/:]+)(?::[^/]+)?\/proxy(\/.*)?$/;
/** What is between this hop and the next only, or for this server and not for the pod. */
const NOT_PASSED_ON = ['host', 'connection', 'authorization', 'upgrade'];

let turn = 0;

/** A request that is to be passed on to a pod, or to one of a service's. */
export interface ProxiedRequest extends AskedResource {
  /** The path in the pod. */
  readonly rest: string;
}

/** What a path asks of a pod or a service, if anything. A port may be named; each pod has one. */
export function proxiedAt(path: string): ProxiedRequest | undefined {
  const [, namespace, plural, name, rest = '/'] = PATH.exec(path) ?? [];
  return plural
    ? {
        group: '',
        plural,
        kind: plural === 'pods' ? 'Pod' : 'Service',
        subresource: 'proxy',
        namespace,
        name,
        rest,
      }
    : undefined;
}

/**
 * Passes a request on to a pod's process. In place of a simulated pod, answers with its metrics, or as its probes are
 * answered.
 *
 * @throws ApiError 404 without such a pod or service, 503 when nothing can answer
 */
export async function handleProxy(
  objects: ObjectApi,
  parts: { runs: ContainerRuns; processes?: PodProcesses },
  request: Request,
  asked: ProxiedRequest,
): Promise<void> {
  const pod =
    asked.plural === 'pods' ? podOf(objects, asked) : podBehind(objects, asked);
  const process = parts.processes?.find({
    namespace: asked.namespace,
    name: pod.metadata.name,
  });
  if (process?.isRunning) {
    await passOn(request, asked.rest, process.port);
    return;
  }
  const [run] = parts.runs.ofPod(pod.metadata.uid);
  if (!run) {
    throw unavailable(`pod ${pod.metadata.name} has no running container`);
  }
  if (asked.rest !== '/metrics') {
    const answer = simulatedAnswer(pod, run, asked.rest);
    if (!answer) {
      throw unavailable(
        'simulated pods answer /metrics and the paths of their probes only',
      );
    }
    request.response
      .writeHead(answer.status, { 'content-type': 'text/plain' })
      .end(answer.text);
    return;
  }
  const now = objects.environment.now().getTime();
  request.response
    .writeHead(200, { 'content-type': EXPOSITION_TYPE })
    .end(exposition(run, now));
}

function podOf(objects: ObjectApi, asked: ProxiedRequest): Pod {
  const pod = objects.find(PODS, asked);
  if (!pod) {
    throw notFound(asked, asked.name);
  }
  return pod;
}

/** Any of the ready pods that a service selects: one after the other, so that requests spread. */
function podBehind(objects: ObjectApi, asked: ProxiedRequest): Pod {
  const service = objects.find(SERVICES, asked);
  if (!service) {
    throw notFound(asked, asked.name);
  }
  const matchLabels = service.spec.selector ?? {};
  const pods = objects
    .list(PODS, asked.namespace)
    .filter(
      pod =>
        Object.keys(matchLabels).length > 0 &&
        matchesSelector({ matchLabels }, pod.metadata.labels) &&
        isReady(pod),
    );
  if (pods.length === 0) {
    throw unavailable(
      `no endpoints available for service ${JSON.stringify(asked.name)}`,
    );
  }
  turn += 1;
  return pods[turn % pods.length];
}

async function passOn(
  { incoming, response, method, query }: Request,
  rest: string,
  port: number,
): Promise<void> {
  const search = query.size > 0 ? `?${query}` : '';
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(
      ([name]) => !NOT_PASSED_ON.includes(name),
    ),
  );
  await new Promise<void>((resolve, reject) => {
    const outgoing = send(
      { host: '127.0.0.1', port, method, path: `${rest}${search}`, headers },
      answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.once('end', resolve);
        answer.once('error', reject);
      },
    );
    outgoing.once('error', error =>
      reject(unavailable(`error trying to reach the pod: ${error.message}`)),
    );
    response.once('close', () => {
      outgoing.destroy();
      resolve();
    });
    incoming.pipe(outgoing);
  });
}

function unavailable(message: string): ApiError {
  return new ApiError(503, 'ServiceUnavailable', message);
}
