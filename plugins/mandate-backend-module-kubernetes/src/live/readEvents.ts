import type { LiveEvent } from '@mandate/plugin-mandate-common';
import {
  type ClusterAccess,
  fieldsAt,
  numberAt,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { LiveEnvironment } from '@mandate/plugin-mandate-common';

const MOST = 200;
const LONGEST_MESSAGE = 500;

/** What the cluster says happened to what runs of a target, the newest first. */
export async function readEvents(
  clusters: ClusterAccess,
  live: LiveEnvironment,
): Promise<readonly LiveEvent[]> {
  if (live.status === 'unknown') {
    return [];
  }
  const names = new Set([
    ...live.pods.map(({ name }) => name),
    ...live.workloads.map(({ name }) => name),
  ]);
  const events = await clusters.list(live.cluster, {
    apiVersion: 'v1',
    kind: 'Event',
    namespace: live.namespace,
  });
  return events
    .filter(event =>
      belongs(textAt(event, 'involvedObject', 'name') ?? '', names, live),
    )
    .map(liveEvent)
    .sort((left, right) => right.at.localeCompare(left.at))
    .slice(0, MOST);
}

/** ReplicaSets are not listed; their names begin with their Deployment's. */
function belongs(
  name: string,
  names: ReadonlySet<string>,
  { workloads }: LiveEnvironment,
): boolean {
  return (
    names.has(name) ||
    workloads.some(workload => name.startsWith(`${workload.name}-`))
  );
}

function liveEvent(event: unknown): LiveEvent {
  const about = fieldsAt(event, 'involvedObject');
  return {
    at:
      textAt(event, 'lastTimestamp') ??
      textAt(event, 'eventTime') ??
      textAt(event, 'metadata', 'creationTimestamp') ??
      '',
    type: textAt(event, 'type') === 'Warning' ? 'Warning' : 'Normal',
    reason: textAt(event, 'reason') ?? '',
    message: (textAt(event, 'message') ?? '').slice(0, LONGEST_MESSAGE),
    object: `${textAt(about, 'kind') ?? ''} ${textAt(about, 'name') ?? ''}`,
    count: numberAt(event, 'count') ?? 1,
  };
}
