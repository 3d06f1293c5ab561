import { Agent, request } from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';

/** A change that waits for its answer must not hold the next one up, as long as there are not more than these. */
const MOST_UNANSWERED = 32;

/**
 * Counts restarts of pods up, so many a second, spread evenly. Not by the client of Kubernetes, which opens a connection a
 * request.
 *
 * @returns what ends it, with how many have changed a second; rejects when a change was refused
 */
export function changePods(options: {
  readonly config: KubeConfig;
  readonly namespace: string;
  readonly names: readonly string[];
  readonly perSecond: number;
}): () => Promise<number> {
  const { config, namespace, names, perSecond } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: MOST_UNANSWERED });
  const unanswered = new Set<Promise<void>>();
  const began = performance.now();
  let sent = 0;
  let changed = 0;
  let failure: Error | undefined;
  const sendOne = () => {
    const name = names[(sent * 37) % names.length] ?? '';
    const path = `/api/v1/namespaces/${namespace}/pods/${name}/status`;
    sent += 1;
    const answered = patchRestarts(config, agent, { path, restarts: sent })
      .then(
        () => {
          changed += 1;
        },
        error => {
          failure ??= error;
        },
      )
      .finally(() => unanswered.delete(answered));
    unanswered.add(answered);
  };
  const sendDue = () => {
    const due = ((performance.now() - began) * perSecond) / 1_000;
    while (sent < due && unanswered.size < MOST_UNANSWERED) {
      sendOne();
    }
  };
  const timer = setInterval(sendDue, 1_000 / perSecond);
  return async () => {
    clearInterval(timer);
    const seconds = (performance.now() - began) / 1_000;
    const inTime = changed;
    await Promise.all(unanswered);
    agent.destroy();
    if (failure) {
      throw failure;
    }
    return inTime / seconds;
  };
}

function patchRestarts(
  config: KubeConfig,
  agent: Agent,
  { path, restarts }: { readonly path: string; readonly restarts: number },
): Promise<void> {
  const cluster = config.getCurrentCluster();
  const url = new URL(path, cluster?.server);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'PATCH',
        agent,
        ca: Buffer.from(cluster?.caData ?? '', 'base64'),
        headers: {
          authorization: `Bearer ${config.getCurrentUser()?.token ?? ''}`,
          'content-type': 'application/json-patch+json',
        },
      },
      response => {
        response.resume();
        response.on('end', () =>
          response.statusCode === 200
            ? resolve()
            : reject(new Error(`PATCH ${path}: ${response.statusCode}`)),
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(
      JSON.stringify([
        {
          op: 'replace',
          path: '/status/containerStatuses/0/restartCount',
          value: restarts,
        },
      ]),
    );
  });
}
