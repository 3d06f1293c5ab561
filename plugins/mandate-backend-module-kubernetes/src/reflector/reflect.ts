import type { Clock } from './Clock';
import { type ObjectIdentity, identityOf } from './domain/identity';
import {
  afterEvent,
  firstState,
  type ReflectorEvent,
  type ReflectorState,
} from './domain/reflectorMachine';
import { isOlder } from './domain/resourceVersion';
import type { ReflectorSource, WatchLine } from './ReflectorSource';

/** How long the server keeps one watch open; up to as much again is added, so that watches do not end all at once. */
const WATCH_SECONDS = 300;

/** Who is told. Calls between `beginList` and `endList` are the list's; all others are changes. */
export interface ReflectionSink {
  beginList(): void;
  listed(identity: ObjectIdentity, object: unknown): void;
  /** Taken from the list again, because it ended while the list was sent. */
  unlisted(identity: ObjectIdentity): void;
  endList(version: string): void;
  put(identity: ObjectIdentity, object: unknown): void;
  removed(identity: ObjectIdentity, object: unknown): void;
  /** Everything up to this version was told. */
  reached(version: string): void;
  /** An object that cannot be read was passed over. */
  unreadable(): void;
  moved(state: ReflectorState): void;
}

/** What a reflection needs. */
export interface Reflection {
  readonly source: ReflectorSource;
  readonly sink: ReflectionSink;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly resyncMs: number;
  readonly signal: AbortSignal;
}

function distrusted(words: string) {
  return { type: 'failed', words, distrust: true } as const;
}

const NO_VERSION = distrusted(
  'The server gives no resource version, so nobody can tell what is new.',
);
const UNFINISHED_STREAM = distrusted(
  'The server ended the stream before all objects were sent.',
);

class Reflecting {
  private state: ReflectorState;
  private version = '';
  private hasProgressed = false;

  constructor(private readonly reflection: Reflection) {
    this.state = firstState(reflection.clock.now());
  }

  async run(): Promise<void> {
    const { signal, clock } = this.reflection;
    while (!signal.aborted) {
      const waitMs = await this.step();
      if (waitMs > 0 && !signal.aborted) {
        await clock.sleep(waitMs, signal);
      }
    }
  }

  private async step(): Promise<number> {
    const { step, way } = this.state;
    if (step.type === 'watch') {
      this.version = step.from;
      return this.watch(step.from);
    }
    if (way.type === 'pages') {
      return this.list(way.limit);
    }
    this.version = '';
    return this.watch(undefined);
  }

  /** Asks for the next page before it reads the last one, so that the server works meanwhile. */
  private async list(limit: number): Promise<number> {
    const { source, sink, signal } = this.reflection;
    sink.beginList();
    let waiting = source.page({ limit, signal });
    for (;;) {
      const page = await waiting;
      if (page.type !== 'page') {
        return this.after({ type: 'stopped', failure: page });
      }
      const { continueToken, version, items } = page;
      if (!continueToken && !version) {
        return this.after({ type: 'stopped', failure: NO_VERSION });
      }
      if (continueToken) {
        waiting = source.page({ limit, continueToken, signal });
      }
      items.forEach(item => this.listed(item));
      if (!continueToken) {
        sink.endList(version);
        return this.after({ type: 'listed', version });
      }
    }
  }

  private async watch(from: string | undefined): Promise<number> {
    const { source, signal, random, clock, sink } = this.reflection;
    const openedAt = clock.now();
    this.hasProgressed = false;
    if (from === undefined) {
      sink.beginList();
    }
    // What follows something that cannot be true is not believed.
    let lie: string | undefined;
    const ended = new AbortController();
    const outcome = await source.watch(
      {
        ...(from === undefined ? {} : { from }),
        seconds: Math.round(WATCH_SECONDS * (1 + random())),
        signal: AbortSignal.any([signal, ended.signal]),
      },
      line => {
        if (lie) {
          return;
        }
        lie = this.hear(line);
        if (lie) {
          ended.abort();
        }
      },
    );
    const version = this.version || undefined;
    if (lie) {
      return this.after({ type: 'stopped', failure: distrusted(lie) });
    }
    if (outcome.type !== 'closed') {
      return this.after({ type: 'stopped', failure: outcome, version });
    }
    return version === undefined
      ? this.after({ type: 'stopped', failure: UNFINISHED_STREAM })
      : this.after({
          type: 'closed',
          version,
          openedAt,
          progressed: this.hasProgressed,
        });
  }

  /** Takes one line in; answers what is wrong with it. */
  private hear(line: WatchLine): string | undefined {
    const { sink } = this.reflection;
    if (line.type === 'initial-end') {
      if (!line.version) {
        return NO_VERSION.words;
      }
      this.version = line.version;
      sink.endList(line.version);
      this.after({ type: 'listed', version: line.version });
      return undefined;
    }
    if (line.type === 'bookmark') {
      return this.reach(line.version);
    }
    const identity = identityOf(line.object);
    if (!identity) {
      sink.unreadable();
      return undefined;
    }
    if (this.version === '') {
      this.hearInitial(line.type, identity, line.object);
      return undefined;
    }
    const lie = this.checkVersion(identity.version);
    if (lie) {
      return lie;
    }
    sink[line.type](identity, line.object);
    return this.reach(identity.version);
  }

  private hearInitial(
    type: 'put' | 'removed',
    identity: ObjectIdentity,
    object: unknown,
  ): void {
    const { sink } = this.reflection;
    if (type === 'put') {
      sink.listed(identity, object);
    } else {
      sink.unlisted(identity);
    }
  }

  private reach(version: string): string | undefined {
    const lie = this.checkVersion(version);
    if (lie) {
      return lie;
    }
    this.version = version;
    this.hasProgressed = true;
    this.reflection.sink.reached(version);
    this.after({ type: 'progressed' });
    return undefined;
  }

  private checkVersion(version: string): string | undefined {
    if (!version) {
      return NO_VERSION.words;
    }
    return isOlder(version, this.version)
      ? `The server's resource versions go back from ${this.version} to ${version}. It was restored from a backup, or several servers answer as one.`
      : undefined;
  }

  private listed(item: unknown): void {
    const identity = identityOf(item);
    if (identity) {
      this.reflection.sink.listed(identity, item);
    } else {
      this.reflection.sink.unreadable();
    }
  }

  private after(event: ReflectorEvent): number {
    const { clock, random, resyncMs, sink } = this.reflection;
    const next = afterEvent(this.state, event, {
      now: clock.now(),
      random: random(),
      resyncMs,
    });
    this.state = next.state;
    sink.moved(next.state);
    return next.waitMs;
  }
}

/**
 * Lists a collection, then watches it from the list's version, until the signal aborts. What to do after which event
 * is `reflectorMachine`'s; this does it.
 */
export async function reflect(reflection: Reflection): Promise<void> {
  await new Reflecting(reflection).run();
}
