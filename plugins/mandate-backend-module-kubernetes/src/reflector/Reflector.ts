import type { Clock } from './Clock';
import type { ObjectIdentity } from './domain/identity';
import { ObjectCache, type Projected } from './domain/ObjectCache';
import {
  firstState,
  type ReflectorState,
  type ReflectorStatus,
  statusAt,
} from './domain/reflectorMachine';
import { compareVersions } from './domain/resourceVersion';
import { type ReflectionSink, reflect } from './reflect';
import type { ReflectorSource } from './ReflectorSource';

/** After how long everything is listed again although nothing is wrong: what a server lost comes back then. */
const RESYNC_MS = 3_600_000;

/** What a reflector keeps of each object; nothing when the object cannot be read. */
export type Projection<T extends Projected> = (
  identity: ObjectIdentity,
  object: unknown,
) => T | undefined;

/** What a reflector needs. */
export interface ReflectorOptions<T extends Projected> {
  readonly source: ReflectorSource;
  readonly project: Projection<T>;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly resyncMs?: number;
  /** Told the namespaces in which something changed; called between two lines of the server, so it must be quick. */
  readonly onChange?: (namespaces: ReadonlySet<string>) => void;
}

interface Waiter {
  readonly version: string;
  readonly reached: () => void;
}

/**
 * Keeps a projection of one collection of a cluster as the cluster has it. What it holds is complete once it has
 * synced, and stays readable while the server is away; `status` says how old it may be.
 */
export class Reflector<T extends Projected> {
  private readonly cache = new ObjectCache<T>();
  private readonly options: ReflectorOptions<T>;
  private readonly stopping = new AbortController();
  private readonly waiters = new Set<Waiter>();
  private state: ReflectorState;
  private version = '';
  private passedOver = 0;
  private running: Promise<void> | undefined;

  constructor(options: ReflectorOptions<T>) {
    this.options = options;
    this.state = firstState(options.clock.now());
  }

  /** Begins; a second call changes nothing. */
  start(): void {
    const { source, clock, random, resyncMs = RESYNC_MS } = this.options;
    this.running ??= reflect({
      source,
      clock,
      random,
      resyncMs,
      sink: this.sink(),
      signal: this.stopping.signal,
    });
  }

  /** Ends; what was kept stays readable. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  /** Whether everything that the cluster has was heard of once. */
  get hasSynced(): boolean {
    return this.state.listed !== undefined;
  }

  /** How it is now. */
  status(): ReflectorStatus {
    return statusAt(this.state, this.options.clock.now());
  }

  /** How many objects are kept. */
  get size(): number {
    return this.cache.size;
  }

  /** Objects that could not be read since the start. */
  get unreadable(): number {
    return this.passedOver;
  }

  /** The kept objects of a namespace, or of all. */
  values(namespace?: string): Iterable<T> {
    return this.cache.values(namespace);
  }

  /** One kept object. */
  get(namespace: string, name: string): T | undefined {
    return this.cache.get(namespace, name);
  }

  /**
   * Waits until everything up to a resource version was heard of, such as the version that a write answered: what is
   * read then holds the write.
   *
   * @param version - of an object of this collection, or absent for the first sync
   * @returns `late` when it is not reached in time
   */
  async waitFor(options: {
    readonly version?: string;
    readonly timeoutMs: number;
  }): Promise<'reached' | 'late'> {
    const { version = '', timeoutMs } = options;
    if (this.isAt(version)) {
      return 'reached';
    }
    const patience = new AbortController();
    let waiter: Waiter | undefined;
    const reached = new Promise<'reached'>(resolve => {
      waiter = { version, reached: () => resolve('reached') };
      this.waiters.add(waiter);
    });
    const late = this.options.clock
      .sleep(
        timeoutMs,
        AbortSignal.any([patience.signal, this.stopping.signal]),
      )
      .then(() => 'late' as const);
    const outcome = await Promise.race([reached, late]);
    patience.abort();
    if (waiter) {
      this.waiters.delete(waiter);
    }
    return outcome;
  }

  private isAt(version: string): boolean {
    return (
      this.hasSynced &&
      (version === '' || (compareVersions(this.version, version) ?? -1) >= 0)
    );
  }

  private sink(): ReflectionSink {
    const { cache } = this;
    const { project, onChange } = this.options;
    const projected = (identity: ObjectIdentity, object: unknown) => {
      const found = project(identity, object);
      this.passedOver += found ? 0 : 1;
      return found;
    };
    const changed = (namespaces: ReadonlySet<string>) => {
      if (namespaces.size > 0) {
        onChange?.(namespaces);
      }
    };
    return {
      beginList: () => cache.beginList(),
      listed: (identity, object) => {
        const found = cache.kept(identity) ?? projected(identity, object);
        if (found) {
          cache.stage(found);
        }
      },
      unlisted: identity => cache.unstage(identity),
      endList: version => {
        const namespaces = cache.endList();
        this.reach(version);
        changed(namespaces);
      },
      put: (identity, object) => {
        const found = projected(identity, object);
        // One that cannot be read any more must not be shown as it was.
        const isNew = found ? cache.put(found) : cache.remove(identity);
        if (isNew) {
          changed(new Set([identity.namespace]));
        }
      },
      removed: identity => {
        if (cache.remove(identity)) {
          changed(new Set([identity.namespace]));
        }
      },
      reached: version => this.reach(version),
      unreadable: () => {
        this.passedOver += 1;
      },
      moved: state => {
        this.state = state;
        this.tellWaiters();
      },
    };
  }

  private reach(version: string): void {
    this.version = version;
  }

  private tellWaiters(): void {
    for (const waiter of this.waiters) {
      if (this.isAt(waiter.version)) {
        waiter.reached();
      }
    }
  }
}
