import type { ClusterObject } from '@mandate/plugin-mandate-common';
import {
  type ClusterEvent,
  fieldsAt,
  type ObjectQuery,
} from '@mandate/plugin-mandate-node';
import { systemClock } from '../reflector/Clock';
import type { ObjectIdentity } from '../reflector/domain/identity';
import { HttpReflectorSource } from '../reflector/HttpReflectorSource';
import { type ReflectionSink, reflect } from '../reflector/reflect';
import type { ClusterConnection } from './ClusterConnection';
import { readObject } from './readObjects';

const RESYNC_MS = 3_600_000;

class EventSink implements ReflectionSink {
  private listing = new Map<string, ClusterObject>();
  private existing = new Set<string>();

  constructor(
    private readonly type: Pick<ObjectQuery, 'apiVersion' | 'kind'>,
    private readonly onEvent: (event: ClusterEvent) => void,
  ) {}

  beginList(): void {
    this.listing = new Map();
  }

  listed(identity: Identified, object: unknown): void {
    const read = this.read(object);
    if (read) {
      this.listing.set(keyOf(identity), read);
    }
  }

  unlisted(identity: Identified): void {
    this.listing.delete(keyOf(identity));
  }

  endList(): void {
    this.existing = new Set(this.listing.keys());
    const objects = [...this.listing.values()];
    this.listing = new Map();
    this.onEvent({ type: 'relisted', objects });
  }

  put(identity: Identified, object: unknown): void {
    const read = this.read(object);
    if (read) {
      const key = keyOf(identity);
      const type = this.existing.has(key) ? 'modified' : 'added';
      this.existing.add(key);
      this.onEvent({ type, object: read });
    }
  }

  removed(identity: Identified, object: unknown): void {
    const read = this.read(object);
    if (read && this.existing.delete(keyOf(identity))) {
      this.onEvent({ type: 'deleted', object: read });
    }
  }

  reached(): void {}

  unreadable(): void {}

  moved(): void {}

  /** One that cannot be read is passed over: it must not end the watch of the others. */
  private read(object: unknown): ClusterObject | undefined {
    try {
      const { apiVersion, kind } = this.type;
      return readObject({ ...fieldsAt(object), apiVersion, kind });
    } catch {
      return undefined;
    }
  }
}

type Identified = Pick<ObjectIdentity, 'namespace' | 'name'>;

function keyOf({ namespace, name }: Identified): string {
  return `${namespace}/${name}`;
}

/** Tells what is there, then each change, as whole objects, until the signal aborts. Keeps only which objects exist. */
export async function watchObjects(options: {
  readonly connection: ClusterConnection;
  readonly collection: () => Promise<string>;
  readonly query: ObjectQuery;
  readonly onEvent: (event: ClusterEvent) => void;
  readonly signal: AbortSignal;
}): Promise<void> {
  const { connection, collection, query, onEvent, signal } = options;
  await reflect({
    source: new HttpReflectorSource(connection, query, collection),
    sink: new EventSink(query, event => {
      if (!signal.aborted) {
        onEvent(event);
      }
    }),
    clock: systemClock,
    random: Math.random,
    resyncMs: RESYNC_MS,
    signal,
  });
}
