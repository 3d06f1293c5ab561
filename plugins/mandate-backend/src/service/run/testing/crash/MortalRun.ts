import type { ClusterAccess } from '@mandate/plugin-mandate-node';
import type { RunClaim } from '../../../../database/runs/claimRuns';
import { Keeping } from '../../Keeping';
import { KindCaller } from '../../KindCaller';
import { RunExecutor } from '../../RunExecutor';
import type { RunDependencies } from '../../RunScene';

const neverAborted = new AbortController().signal;

/** Never resolves: whoever awaits it does nothing any more, as a process that was killed. */
const forever = new Promise<never>(() => {});

/**
 * The runs of one change, by one replica after the other. The first one dies at a boundary: between two journal writes,
 * or before or after a write to the cluster. It never comes back. Its heir works on a fresh executor.
 */
export class MortalRun {
  /** What changed the cluster, in order. Writing again what is there changes nothing. */
  readonly effects: string[] = [];
  /** Every boundary that was passed, each with how often before: `after act a #2`. */
  readonly boundaries: string[] = [];
  readonly #dependencies: RunDependencies;
  readonly #dieAt: string | undefined;
  readonly #counts = new Map<string, number>();
  #hasDied = false;

  constructor(dependencies: RunDependencies, dieAt?: string) {
    this.#dependencies = dependencies;
    this.#dieAt = dieAt;
  }

  get hasDied(): boolean {
    return this.#hasDied;
  }

  /** Drives a claim until the run is out of this owner's hands, or its process is dead. */
  async drive(claim: RunClaim): Promise<'gave-back' | 'died'> {
    let isDead = false;
    let die: (answer: 'died') => void = () => {};
    const died = new Promise<'died'>(resolve => {
      die = resolve;
    });
    const boundary = async (name: string) => {
      if (isDead) {
        return forever;
      }
      if (this.#pass(name) === this.#dieAt && !this.#hasDied) {
        this.#hasDied = true;
        isDead = true;
        die('died');
        return forever;
      }
      return undefined;
    };
    const { store, clusters } = this.#dependencies;
    const executor = new RunExecutor(
      {
        ...this.#dependencies,
        store: {
          read: work => (isDead ? forever : store.read(work)),
          transaction: work => (isDead ? forever : store.transaction(work)),
        },
        clusters: this.#watched(clusters, boundary),
        onBoundary: boundary,
      },
      neverAborted,
    );
    const drive = executor.drive(claim, neverAborted);
    return Promise.race([drive.then(() => 'gave-back' as const), died]);
  }

  /** What an heir does for changes that had been verified before their replica died. */
  async keepDue(): Promise<void> {
    const heir = {
      ...this.#dependencies,
      clusters: this.#watched(this.#dependencies.clusters, async () => {}),
    };
    await new Keeping(heir, new KindCaller(heir, neverAborted)).keepDue();
  }

  #pass(name: string): string {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    const passed = `${name} #${count}`;
    this.boundaries.push(passed);
    return passed;
  }

  /** The cluster, with a boundary before and after each write, which is counted when the cluster accepted it. */
  #watched(
    clusters: ClusterAccess,
    boundary: (name: string) => Promise<void>,
  ): ClusterAccess {
    const effect = async <T>(
      name: string,
      write: () => Promise<T>,
      isChange: (answer: T) => boolean = () => true,
    ) => {
      await boundary(`before ${name}`);
      const answer = await write();
      if (isChange(answer)) {
        this.effects.push(name);
      }
      await boundary(`after ${name}`);
      return answer;
    };
    const apply: ClusterAccess['apply'] = async (cluster, object, options) => {
      const { apiVersion, kind, metadata } = object;
      const { name, namespace } = metadata;
      const there = await clusters.read(cluster, {
        apiVersion,
        kind,
        name,
        namespace,
      });
      return effect(
        `apply ${kind}`,
        () => clusters.apply(cluster, object, options),
        now => now.metadata.resourceVersion !== there?.metadata.resourceVersion,
      );
    };
    return {
      clusters: () => clusters.clusters(),
      read: (...args) => clusters.read(...args),
      list: (...args) => clusters.list(...args),
      watch: (...args) => clusters.watch(...args),
      askService: (...args) => clusters.askService(...args),
      readLog: (...args) => clusters.readLog(...args),
      queryMetrics: (...args) => clusters.queryMetrics(...args),
      apply: (cluster, object, options) =>
        options.dryRun
          ? clusters.apply(cluster, object, options)
          : apply(cluster, object, options),
      remove: (cluster, reference, options) =>
        effect(`remove ${reference.kind}`, () =>
          clusters.remove(cluster, reference, options),
        ),
      evict: (cluster, pod, options) =>
        effect('evict Pod', () => clusters.evict(cluster, pod, options)),
    };
  }
}
