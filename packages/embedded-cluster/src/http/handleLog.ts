import { badRequest } from '../api/ApiError';
import { ObjectApi } from '../api/ObjectApi';
import { Pod } from '../model/workloads';
import { PodProcesses } from '../processes/PodProcesses';
import { PODS } from '../resources/resourceTable';
import { logLines, LogLine } from '../simulation/podLog';
import { Request, Target } from './Request';

const FOLLOW_INTERVAL_MS = 1_000;

/** `kubectl logs`: the simulated output of one container, with `tailLines`, `sinceSeconds`, `timestamps`, `previous`, `follow`. */
export function handleLog(
  objects: ObjectApi,
  request: Request,
  target: Target,
  processes: PodProcesses | undefined,
): void {
  const { query, response } = request;
  const pod = objects.get(PODS, target);
  const names = pod.spec.containers.map(container => container.name);
  const container =
    query.get('container') ?? (names.length === 1 ? names[0] : '');
  if (!names.includes(container)) {
    throw badRequest(
      container
        ? `container ${container} is not valid for pod ${target.name}`
        : `a container name must be specified for pod ${
            target.name
          }, choose one of: [${names.join(' ')}]`,
    );
  }
  const linesOf = (current: Pod, previous: boolean) =>
    processes?.log(target, container, previous) ??
    logLines(current, container, objects.environment.now(), previous);
  const lines = linesOf(pod, query.get('previous') === 'true');
  if (typeof lines === 'string') {
    throw badRequest(lines);
  }
  const sinceSeconds = Number(query.get('sinceSeconds') ?? Infinity);
  const after = objects.environment.now().getTime() - sinceSeconds * 1_000;
  const recent = lines.filter(line => line.time.getTime() >= after);
  const tail = query.get('tailLines');
  const shown =
    tail === null
      ? recent
      : recent.slice(Math.max(0, recent.length - Number(tail)));
  const print = (line: LogLine) =>
    response.write(
      query.get('timestamps') === 'true'
        ? `${line.time.toISOString()} ${line.text}\n`
        : `${line.text}\n`,
    );
  response.writeHead(200, { 'content-type': 'text/plain' });
  shown.forEach(print);
  if (query.get('follow') !== 'true') {
    response.end();
    return;
  }
  let last = lines[lines.length - 1]?.time.getTime() ?? 0;
  const timer = setInterval(() => {
    const current = objects.find(PODS, target);
    const next = current && linesOf(current, false);
    if (!next || typeof next === 'string') {
      response.end();
      return;
    }
    const fresh = next.filter(line => line.time.getTime() > last);
    fresh.forEach(print);
    last = fresh[fresh.length - 1]?.time.getTime() ?? last;
  }, FOLLOW_INTERVAL_MS);
  timer.unref();
  response.on('close', () => clearInterval(timer));
}
