import type {
  ReflectorSource,
  SourceFailure,
  SourcePage,
  WatchLine,
  WatchRequest,
} from '../ReflectorSource';

/** How often a fault of each kind strikes, 0 to 1. */
export interface Faults {
  /** A request that fails before it says anything. */
  readonly refuse: number;
  /** A watch that is cut after a line. */
  readonly cut: number;
  /** A line that comes twice. */
  readonly repeat: number;
  /** A watch whose version, or a list whose continuation, is called too old. */
  readonly expire: number;
  /** An event that the server never sends. */
  readonly lose: number;
}

/** What a server does that has no faults. */
export const NO_FAULTS: Faults = {
  refuse: 0,
  cut: 0,
  repeat: 0,
  expire: 0,
  lose: 0,
};

interface ModelObject {
  readonly metadata: {
    readonly namespace: string;
    readonly name: string;
    readonly uid: string;
    readonly resourceVersion: string;
  };
}

interface Change {
  readonly version: number;
  readonly type: 'put' | 'removed';
  readonly object: ModelObject;
  readonly isLost: boolean;
}

/** How many changes the server remembers; a watch from further back is too old. */
const HISTORY = 200;
const NAMESPACES = 5;
const NAMES = 40;
const FAILED = {
  type: 'failed',
  words: 'The connection was cut.',
  distrust: false,
} as const;

/**
 * A collection that changes at random while it is read, with the rules of an API server: versions grow, lists are of
 * one version, a watch goes on from a version as long as the server remembers it.
 */
export class ModelCluster implements ReflectorSource {
  readonly objects = new Map<string, ModelObject>();
  faults: Faults;
  /** Called before each request; a test moves time or faults by it. */
  onRequest: () => void = () => {};
  /** Called when a watch has said all there is. */
  onQuiet: () => void = () => {};
  /** Whether initial objects may be streamed. */
  streams = true;
  lists = 0;
  private readonly history: Change[] = [];
  private readonly snapshots = new Map<string, readonly ModelObject[]>();
  private version = 1;
  private changesLeft: number;

  constructor(
    private readonly options: {
      /** 0 to 1, from a seed. */
      readonly random: () => number;
      /** How many changes happen while it is read. */
      readonly changes: number;
      readonly faults: Faults;
    },
  ) {
    this.faults = options.faults;
    this.changesLeft = options.changes;
  }

  /** How many changes are still to come. */
  get remaining(): number {
    return this.changesLeft;
  }

  /** What a fresh list gives: identity and version of each object, in order. */
  fresh(): readonly string[] {
    return [...this.objects.values()].map(stateOf).sort();
  }

  async page(request: {
    readonly limit: number;
    readonly continueToken?: string;
  }): Promise<SourcePage | SourceFailure> {
    this.onRequest();
    if (this.strikes('refuse')) {
      return FAILED;
    }
    if (request.continueToken && this.strikes('expire')) {
      return { type: 'expired' };
    }
    const [version, from] = request.continueToken?.split('/') ?? [
      `${this.version}`,
      '0',
    ];
    if (!request.continueToken) {
      this.lists += 1;
      this.snapshots.clear();
      this.snapshots.set(version, [...this.objects.values()]);
    }
    const all = this.snapshots.get(version);
    if (!all) {
      return { type: 'expired' };
    }
    this.change(3);
    const end = Number(from) + Math.min(request.limit, 50);
    return {
      type: 'page',
      items: all.slice(Number(from), end),
      version,
      ...(end < all.length ? { continueToken: `${version}/${end}` } : {}),
    };
  }

  async watch(
    request: WatchRequest,
    onLine: (line: WatchLine) => void,
  ): Promise<{ readonly type: 'closed' } | SourceFailure> {
    this.onRequest();
    if (this.strikes('refuse')) {
      return FAILED;
    }
    if (request.from === undefined) {
      if (!this.streams) {
        return { type: 'unsupported', words: 'No streams.' };
      }
      if (!this.sendInitial(onLine)) {
        return FAILED;
      }
      return this.sendChanges(this.version, request.signal, onLine);
    }
    const from = Number(request.from);
    const oldest = this.history[0]?.version ?? this.version + 1;
    if (this.strikes('expire') || from < oldest - 1) {
      return { type: 'expired' };
    }
    return this.sendChanges(from, request.signal, onLine);
  }

  /** Objects that change while they are sent come again, or go. */
  private sendInitial(onLine: (line: WatchLine) => void): boolean {
    this.lists += 1;
    const start = this.version;
    for (const object of [...this.objects.values()]) {
      onLine({ type: 'put', object });
      if (this.strikes('cut')) {
        return false;
      }
    }
    this.change(3);
    for (const { type, object, version } of this.history) {
      if (version > start) {
        onLine({ type, object });
      }
    }
    onLine({ type: 'initial-end', version: `${this.version}` });
    return true;
  }

  private async sendChanges(
    from: number,
    signal: AbortSignal,
    onLine: (line: WatchLine) => void,
  ): Promise<{ readonly type: 'closed' } | SourceFailure> {
    let at = from;
    while (!signal.aborted) {
      this.change(1 + Math.floor(this.options.random() * 5));
      const seen = at;
      const due = this.history.filter(({ version }) => version > seen);
      for (const { type, object, version, isLost } of due) {
        const line = { type, object };
        if (!isLost) {
          onLine(line);
        }
        at = version;
        if (!isLost && this.strikes('repeat')) {
          onLine(line);
        }
        if (this.strikes('cut')) {
          return this.options.random() < 0.5 ? FAILED : { type: 'closed' };
        }
      }
      if (due.length === 0) {
        onLine({ type: 'bookmark', version: `${this.version}` });
        this.onQuiet();
        await new Promise(resolve => {
          setImmediate(resolve);
        });
        return { type: 'closed' };
      }
    }
    return { type: 'closed' };
  }

  private change(count: number): void {
    const { random } = this.options;
    for (let done = 0; done < count && this.changesLeft > 0; done += 1) {
      this.changesLeft -= 1;
      this.version += 1;
      const namespace = `ns-${Math.floor(random() * NAMESPACES)}`;
      const name = `object-${Math.floor(random() * NAMES)}`;
      this.changeOne(namespace, name);
    }
  }

  private changeOne(namespace: string, name: string): void {
    const key = `${namespace}/${name}`;
    const known = this.objects.get(key);
    const ends = known !== undefined && this.options.random() < 0.4;
    const object = {
      metadata: {
        namespace,
        name,
        uid: known?.metadata.uid ?? `uid-${this.version}`,
        resourceVersion: `${this.version}`,
      },
    };
    if (ends) {
      this.objects.delete(key);
    } else {
      this.objects.set(key, object);
    }
    this.history.push({
      version: this.version,
      type: ends ? 'removed' : 'put',
      object,
      isLost: this.strikes('lose'),
    });
    if (this.history.length > HISTORY) {
      this.history.shift();
    }
  }

  private strikes(fault: keyof Faults): boolean {
    return this.options.random() < this.faults[fault];
  }
}

/** Identity and version in one text. */
export function stateOf({ metadata }: ModelObject): string {
  const { namespace, name, uid, resourceVersion } = metadata;
  return `${namespace}/${name} ${uid} ${resourceVersion}`;
}
