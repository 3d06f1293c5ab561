import { ObjectApi } from '../api/ObjectApi';
import { quantityOf } from '../model/quantity';
import { Pod } from '../model/workloads';
import { Labels } from '../promql/Series';
import { PODS } from '../resources/resourceTable';
import { ContainerProfile } from '../simulation/containerProfile';
import { Simulation } from '../simulation/Simulation';
import { StoreEvent } from '../storage/Shelf';

/** One container from a start to its end. All its metrics follow from this and the time, so none is stored. */
export interface ContainerRun {
  readonly id: string;
  readonly podUid: string;
  /** Namespace, pod, container and what a scraper adds. */
  readonly labels: Labels;
  readonly startedMs: number;
  endedMs?: number;
  profile: ContainerProfile;
  readonly memoryLimit: number;
}

/** Ended runs that are remembered. */
const MOST_ENDED = 10_000;

/** Remembers the runs of the cluster's containers: those that go on, and the newest that ended. */
export class ContainerRuns {
  private readonly going = new Map<string, Map<string, ContainerRun>>();
  private ended: ContainerRun[] = [];
  private readonly unsubscribe: () => void;

  constructor(
    private readonly objects: ObjectApi,
    private readonly simulation: Simulation,
  ) {
    objects.list(PODS).forEach(pod => this.look(pod));
    this.unsubscribe = objects.store.subscribe(event => this.notice(event));
  }

  stop(): void {
    this.unsubscribe();
  }

  all(): ContainerRun[] {
    return [
      ...this.ended,
      ...[...this.going.values()].flatMap(runs => [...runs.values()]),
    ];
  }

  ofPod(uid: string): ContainerRun[] {
    return [...(this.going.get(uid)?.values() ?? [])];
  }

  private notice({ type, resource, object }: StoreEvent): void {
    if (resource !== PODS) {
      return;
    }
    if (type === 'DELETED') {
      this.endAllBut(object.metadata.uid, new Set());
    } else {
      // safety: PODS holds pods
      this.look(object as Pod);
    }
  }

  private look(pod: Pod): void {
    const { uid } = pod.metadata;
    const current = new Set<string>();
    for (const run of this.runsOf(pod)) {
      current.add(run.id);
      const runs = this.going.get(uid) ?? new Map<string, ContainerRun>();
      const known = runs.get(run.id);
      if (known) {
        known.profile = run.profile;
      } else {
        runs.set(run.id, run);
        this.going.set(uid, runs);
      }
    }
    this.endAllBut(uid, current);
  }

  private endAllBut(uid: string, current: ReadonlySet<string>): void {
    const runs = this.going.get(uid);
    for (const run of runs?.values() ?? []) {
      if (!current.has(run.id)) {
        run.endedMs = this.objects.environment.now().getTime();
        runs?.delete(run.id);
        this.ended.push(run);
      }
    }
    if (runs?.size === 0) {
      this.going.delete(uid);
    }
    if (this.ended.length > MOST_ENDED * 1.1) {
      this.ended = this.ended.slice(-MOST_ENDED);
    }
  }

  private runsOf(pod: Pod): ContainerRun[] {
    return (pod.status?.containerStatuses ?? []).flatMap(status => {
      const container = pod.spec.containers.find(it => it.name === status.name);
      const { running } = status.state;
      return container && running
        ? [
            {
              id: `${pod.metadata.uid}/${status.name}/${status.restartCount}`,
              podUid: pod.metadata.uid,
              labels: targetLabels(pod, status.name),
              startedMs: Date.parse(running.startedAt),
              profile: this.simulation.profileOf(pod, container),
              memoryLimit:
                quantityOf(container.resources?.limits?.memory) || Infinity,
            },
          ]
        : [];
    });
  }
}

/** As the usual relabelling of a scraper that finds pods. */
function targetLabels(
  { metadata, status, spec }: Pod,
  container: string,
): Labels {
  const app =
    metadata.labels?.['app.kubernetes.io/name'] ?? metadata.labels?.app;
  return {
    job: 'pods',
    instance: `${status?.podIP ?? metadata.name}:8080`,
    namespace: metadata.namespace ?? '',
    pod: metadata.name,
    container,
    node: spec.nodeName ?? '',
    ...(app && { app }),
  };
}
