import type { Fields } from '@mandate/plugin-mandate-node';
import {
  fieldOf,
  listOf,
  mappingOf,
  numberOf,
  textOf,
} from '../domain/fieldOf';
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
    const metadata = mappingOf(object, 'metadata');
    const status = mappingOf(object, 'status');
    const conditions = listOf(status, 'conditions');
    return {
      name: identity.name,
      namespace: shared.text(identity.namespace),
      uid: identity.uid,
      version: identity.version,
      labels: shared.value(labelsOf(metadata)),
      owner: shared.value(ownerOf(metadata)),
      node: shared.text(textOf(mappingOf(object, 'spec'), 'nodeName') ?? ''),
      phase: shared.text(textOf(status, 'phase') ?? 'Unknown'),
      ready: conditions.some(condition => is(condition, 'Ready', 'True')),
      createdAt: epochSeconds(metadata),
      isEnding: metadata.deletionTimestamp !== undefined,
      trouble: shared.text(troubleOf(status, conditions)),
      containers: shared.value(containersOf(object, status)),
    };
  };
}

function troubleOf(status: Fields, conditions: readonly unknown[]): string {
  const unscheduled = conditions.find(condition =>
    is(condition, 'PodScheduled', 'False'),
  );
  const words =
    textOf(unscheduled, 'message') ??
    textOf(status, 'message') ??
    textOf(status, 'reason') ??
    '';
  return words.slice(0, MOST_TROUBLE);
}

function is(condition: unknown, type: string, status: string): boolean {
  return (
    textOf(condition, 'type') === type && textOf(condition, 'status') === status
  );
}

function containersOf(
  object: unknown,
  status: Fields,
): readonly ContainerState[] {
  const statuses = listOf(status, 'containerStatuses');
  return listOf(mappingOf(object, 'spec'), 'containers').map(container => {
    const name = textOf(container, 'name') ?? '';
    const own = statuses.find(other => textOf(other, 'name') === name);
    return containerState(name, container, own);
  });
}

function containerState(
  name: string,
  container: unknown,
  status: unknown,
): ContainerState {
  const state = mappingOf(status, 'state');
  const waiting = mappingOf(state, 'waiting');
  const terminated = mappingOf(state, 'terminated');
  const last = mappingOf(mappingOf(status, 'lastState'), 'terminated');
  const reason = textOf(waiting, 'reason') ?? textOf(terminated, 'reason');
  const exitCode =
    numberOf(terminated, 'exitCode') ?? numberOf(last, 'exitCode');
  const lastReason = textOf(last, 'reason');
  return {
    name,
    image: textOf(container, 'image') ?? '',
    ready: fieldOf(status, 'ready') === true,
    restarts: numberOf(status, 'restartCount') ?? 0,
    state: stateOf(state),
    ...(reason ? { reason } : {}),
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(lastReason ? { lastReason } : {}),
  };
}

function stateOf(state: Fields): ContainerState['state'] {
  if ('running' in state) {
    return 'running';
  }
  return 'terminated' in state ? 'terminated' : 'waiting';
}
