import { ApiError, notFound } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import type { ContainerRuns } from '../metrics/ContainerRuns';
import { exposition, EXPOSITION_TYPE } from '../metrics/exposition';
import { PODS } from '../resources/resourceTable';
import { AskedResource } from './authorizeRequest';
import { Request } from './Request';

const PATH =
  /^\/api\/v1\/namespaces\/([^/]+)\/pods\/([^/:]+)(?::(\d+))?\/proxy(\/.*)?$/;

/** A request that is to be passed on to a pod. */
export interface ProxiedRequest extends AskedResource {
  readonly port: string | undefined;
  /** The path in the pod. */
  readonly rest: string;
}

/** What a path asks of a pod, if anything. */
export function podProxyAt(path: string): ProxiedRequest | undefined {
  const [, namespace, name, port, rest = '/'] = PATH.exec(path) ?? [];
  return namespace && name
    ? {
        group: '',
        plural: 'pods',
        kind: 'Pod',
        subresource: 'proxy',
        namespace,
        name,
        port,
        rest,
      }
    : undefined;
}

/** Answers in place of a simulated pod: only its metrics. @throws ApiError 503 for any other path, or when it does not run */
export function handlePodProxy(
  objects: ObjectApi,
  runs: ContainerRuns,
  { response }: Request,
  { namespace, name, kind, plural, group, rest }: ProxiedRequest,
): void {
  const pod = objects.find(PODS, { namespace, name });
  if (!pod) {
    throw notFound({ kind, plural, group }, name);
  }
  const [run] = runs.ofPod(pod.metadata.uid);
  if (!run || rest !== '/metrics') {
    throw new ApiError(
      503,
      'ServiceUnavailable',
      run
        ? 'simulated pods answer /metrics only'
        : `pod ${name} has no running container`,
    );
  }
  const now = objects.environment.now().getTime();
  response
    .writeHead(200, { 'content-type': EXPOSITION_TYPE })
    .end(exposition(run, now));
}
