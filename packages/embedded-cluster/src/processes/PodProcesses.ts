import { Container, ContainerStatus, Pod } from '../model/workloads';
import { ObjectKey } from '../resources/ResourceType';
import { ContainerFailure } from '../simulation/podFailure';
import { ContainerSituation } from '../simulation/containerStep';
import { LogLine } from '../simulation/podLog';
import { ContainerProcess } from './ContainerProcess';
import { ProcessGuardian } from './ProcessGuardian';

/**
 * On a pod template, `true` lets its containers' commands run as processes of this machine, where the cluster allows it.
 *
 * @public
 */
export const PROCESS_ANNOTATION = 'process.mandate.dev/run';

/** A process that was there when the cluster ended, and is not any more. */
const LOST: ContainerSituation['profile']['ends'] = {
  afterMs: 0,
  exitCode: 255,
};
const RUNS: ContainerFailure = { kind: 'none' };
const BACKS_OFF: ContainerFailure = { kind: 'crash-loop' };

interface PodEntry {
  readonly uid: string;
  readonly containers: Map<string, ContainerProcess>;
  endsAtMs?: number;
}

/** The containers that are processes. They run with all rights of whoever started the cluster, so it has to be asked for. */
export class PodProcesses {
  private readonly pods = new Map<string, PodEntry>();
  private readonly guardian = new ProcessGuardian();

  constructor(private readonly now: () => Date) {}

  /** Whether a container is to be a process. */
  runs(pod: Pod, container: Container): boolean {
    return (
      pod.metadata.annotations?.[PROCESS_ANNOTATION] === 'true' &&
      (container.command?.length ?? 0) > 0
    );
  }

  /** What the process has come to, as what decides a container's next state. */
  situation(
    pod: Pod,
    container: Container,
    { state }: ContainerStatus,
  ): Pick<ContainerSituation, 'failure' | 'profile'> {
    const process = this.entry(pod).containers.get(container.name);
    const exitCode = process?.exitCode;
    const ends = exitCode === undefined ? undefined : { afterMs: 0, exitCode };
    return {
      failure: state.waiting?.reason === 'CrashLoopBackOff' ? BACKS_OFF : RUNS,
      profile: {
        startMs: 0,
        readyMs: process?.isReady ? 0 : Infinity,
        ends: process ? ends : LOST,
      },
    };
  }

  /** Begins a process when its container's state says that it started. */
  follow(
    pod: Pod,
    container: Container,
    before: ContainerStatus,
    after: ContainerStatus,
  ): void {
    const isNew =
      after.state.running && after.containerID !== before.containerID;
    if (!isNew) {
      return;
    }
    const { containers } = this.entry(pod);
    const process =
      containers.get(container.name) ??
      new ContainerProcess(container, this.guardian, this.now);
    containers.set(container.name, process);
    // failures are the process' end, with a line in its log
    process.start().catch(() => {
      process.exitCode = 1;
    });
  }

  /** Asks a pod's processes to end, and makes them when the grace period is over. @returns whether some still run */
  terminate(pod: Pod): boolean {
    const entry = this.pods.get(idOf(pod.metadata));
    if (!entry || entry.uid !== pod.metadata.uid) {
      return false;
    }
    const running = [...entry.containers.values()].filter(it => it.isRunning);
    const nowMs = Date.now();
    if (entry.endsAtMs === undefined) {
      entry.endsAtMs =
        nowMs + (pod.metadata.deletionGracePeriodSeconds ?? 0) * 1_000;
      running.forEach(it => it.signal('SIGTERM'));
    }
    if (nowMs >= entry.endsAtMs) {
      running.forEach(it => it.signal('SIGKILL'));
    }
    return running.length > 0;
  }

  /** Ends what a pod that is gone has left. */
  forget(key: ObjectKey): void {
    const entry = this.pods.get(idOf(key));
    this.pods.delete(idOf(key));
    for (const process of entry?.containers.values() ?? []) {
      // nobody waits for it: the guardian sees to it that it ends
      process.end().catch(() => {});
    }
  }

  /** The process of a pod's container; of the first one, without a name. */
  find(key: ObjectKey, container?: string): ContainerProcess | undefined {
    const containers = this.pods.get(idOf(key))?.containers;
    return container === undefined
      ? containers?.values().next().value
      : containers?.get(container);
  }

  log(
    key: ObjectKey,
    container: string,
    ofPrevious: boolean,
  ): readonly LogLine[] | undefined {
    return this.find(key, container)?.log(ofPrevious);
  }

  /** Ends all processes. @returns when they are gone */
  async close(): Promise<void> {
    await Promise.all(
      [...this.pods.values()].flatMap(({ containers }) =>
        [...containers.values()].map(it => it.end()),
      ),
    );
    await this.guardian.close();
  }

  /** A new pod of an old one's name does not get its processes. */
  private entry(pod: Pod): PodEntry {
    const { uid } = pod.metadata;
    const known = this.pods.get(idOf(pod.metadata));
    if (known?.uid === uid) {
      return known;
    }
    this.forget({
      namespace: pod.metadata.namespace ?? '',
      name: pod.metadata.name,
    });
    const entry: PodEntry = { uid, containers: new Map() };
    this.pods.set(idOf(pod.metadata), entry);
    return entry;
  }
}

function idOf(key: { namespace?: string; name: string }): string {
  return `${key.namespace ?? ''}/${key.name}`;
}
