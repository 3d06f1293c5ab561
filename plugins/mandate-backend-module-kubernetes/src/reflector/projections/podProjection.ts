import {
  type Fields,
  fieldsAt,
  listAt,
  numberAt,
  textAt,
} from '@mandate/plugin-mandate-node';
import type { ObjectIdentity } from '../domain/identity';
import type { Projected } from '../domain/ObjectCache';
import { epochSeconds, labelsOf, type Owner, ownerOf } from './metadata';
import { SharedValues } from './SharedValues';

/** What of a container is kept. */
export interface ContainerState {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly restarts: number;
  readonly state: 'running' | 'waiting' | 'terminated';
  /** `CrashLoopBackOff`, `OOMKilled`, … */
  readonly reason?: string;
  readonly exitCode?: number;
  /** Why it ended the last time. */
  readonly lastReason?: string;
}

/** What of a pod is kept: enough to show it and to tell what is wrong with it. */
export interface PodState extends Projected {
  readonly labels: Readonly<Record<string, string>>;
  readonly owner: Owner | undefined;
  readonly node: string;
  readonly phase: string;
  readonly ready: boolean;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly isEnding: boolean;
  /** Why it is not running, such as that no node has room. */
  readonly trouble: string;
  readonly containers: readonly ContainerState[];
}

const MOST_TROUBLE = 200;

/** A projection of pods of its own: what it shares lives as long as it. */
export function podProjection(): (
  identity: ObjectIdentity,
  object: unknown,
) => PodState {
  const shared = new SharedValues();
  return (identity, object) => {
    const metadata = fieldsAt(object, 'metadata');
    const status = fieldsAt(object, 'status');
    const conditions = listAt(status, 'conditions');
    return {
      name: identity.name,
      namespace: shared.text(identity.namespace),
      uid: identity.uid,
      version: identity.version,
      labels: shared.value(labelsOf(metadata)),
      owner: shared.value(ownerOf(metadata)),
      node: shared.text(textAt(object, 'spec', 'nodeName') ?? ''),
      phase: shared.text(textAt(status, 'phase') ?? 'Unknown'),
      ready: conditions.some(
        ({ type, status: is }) => type === 'Ready' && is === 'True',
      ),
      createdAt: epochSeconds(metadata),
      isEnding: metadata.deletionTimestamp !== undefined,
      trouble: shared.text(troubleOf(status, conditions)),
      containers: shared.value(containersOf(object, status)),
    };
  };
}

function troubleOf(status: Fields, conditions: readonly Fields[]): string {
  const unscheduled = conditions.find(
    ({ type, status: is }) => type === 'PodScheduled' && is === 'False',
  );
  const words =
    textAt(unscheduled, 'message') ??
    textAt(status, 'message') ??
    textAt(status, 'reason') ??
    '';
  return words.slice(0, MOST_TROUBLE);
}

function containersOf(
  object: unknown,
  status: Fields,
): readonly ContainerState[] {
  const statuses = new Map(
    listAt(status, 'containerStatuses').map(container => [
      container.name,
      container,
    ]),
  );
  return listAt(object, 'spec', 'containers').map(container =>
    containerState(container, statuses.get(container.name) ?? {}),
  );
}

function containerState(container: Fields, status: Fields): ContainerState {
  const waiting = fieldsAt(status, 'state', 'waiting');
  const terminated = fieldsAt(status, 'state', 'terminated');
  const last = fieldsAt(status, 'lastState', 'terminated');
  const reason = textAt(waiting, 'reason') ?? textAt(terminated, 'reason');
  const exitCode =
    numberAt(terminated, 'exitCode') ?? numberAt(last, 'exitCode');
  const lastReason = textAt(last, 'reason');
  return {
    name: textAt(container, 'name') ?? '',
    image: textAt(container, 'image') ?? '',
    ready: status.ready === true,
    restarts: numberAt(status, 'restartCount') ?? 0,
    state: stateOf(status),
    ...(reason ? { reason } : {}),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(lastReason ? { lastReason } : {}),
  };
}

function stateOf(status: Fields): ContainerState['state'] {
  const state = fieldsAt(status, 'state');
  return 'running' in state
    ? 'running'
    : 'terminated' in state
    ? 'terminated'
    : 'waiting';
}
