import type { KnownCluster } from '../cluster/ClusterRegistry';
import { refusal } from '../cluster/refusal';

const MOST_LINES = 500;
const MOST_BYTES = 512 * 1024;

/** The last lines that a container wrote. Rejects as `ClusterAccess` does. */
export async function readLog(
  { connection, configured }: KnownCluster,
  pod: {
    readonly namespace: string;
    readonly name: string;
    readonly container: string;
  },
): Promise<readonly string[]> {
  const parameters = new URLSearchParams({
    container: pod.container,
    tailLines: `${MOST_LINES}`,
    limitBytes: `${MOST_BYTES}`,
  });
  const path = `/api/v1/namespaces/${encodeURIComponent(
    pod.namespace,
  )}/pods/${encodeURIComponent(pod.name)}/log?${parameters}`;
  const lines: string[] = [];
  const answer = await connection.stream(
    { path, signal: AbortSignal.timeout(10_000), timeoutMs: 10_000 },
    line => lines.push(line),
  );
  // A container that has not started yet is answered with nothing.
  if (answer.status === 204) {
    return [];
  }
  if (answer.status !== 200) {
    throw refusal(configured.name, answer);
  }
  return lines.slice(-MOST_LINES);
}
