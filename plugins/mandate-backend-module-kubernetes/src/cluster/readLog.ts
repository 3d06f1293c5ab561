import type { ContainerReference } from '@mandate/plugin-mandate-node';
import type { KnownCluster } from './ClusterRegistry';
import { refusal } from './refusal';

const MOST_BYTES = 512 * 1024;
const TIMEOUT_MS = 10_000;

/** The last lines that a container wrote. Rejects as `ClusterAccess` does. */
export async function readLog(
  { connection, configured }: KnownCluster,
  { namespace, pod, container }: ContainerReference,
  { lines }: { readonly lines: number },
): Promise<readonly string[]> {
  const parameters = new URLSearchParams({
    container,
    tailLines: `${lines}`,
    limitBytes: `${MOST_BYTES}`,
  });
  const path = `/api/v1/namespaces/${encodeURIComponent(
    namespace,
  )}/pods/${encodeURIComponent(pod)}/log?${parameters}`;
  const read: string[] = [];
  const answer = await connection.stream(
    { path, signal: AbortSignal.timeout(TIMEOUT_MS), timeoutMs: TIMEOUT_MS },
    line => read.push(line),
  );
  // A container that has not started yet is answered with nothing.
  if (answer.status === 204) {
    return [];
  }
  if (answer.status !== 200) {
    throw refusal(configured.name, answer);
  }
  return read.slice(-lines);
}
