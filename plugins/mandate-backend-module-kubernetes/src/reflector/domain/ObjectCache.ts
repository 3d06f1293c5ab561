import type { ObjectIdentity } from './identity';
import { isOlder } from './resourceVersion';

/** What of an object is kept. It says which state of which object it stands for. */
export interface Projected {
  readonly name: string;
  readonly namespace: string;
  readonly uid: string;
  readonly version: string;
}

type Shelf<T> = Map<string, Map<string, T>>;

/**
 * The objects of one collection as last heard of, by namespace and name. A state that is older than the one kept is
 * passed over, so that hearing something twice, or late, changes nothing.
 */
export class ObjectCache<T extends Projected> {
  private shelf: Shelf<T> = new Map();
  private staged: Shelf<T> | undefined;
  private count = 0;

  /** How many objects there are. */
  get size(): number {
    return this.count;
  }

  /** One object. */
  get(namespace: string, name: string): T | undefined {
    return this.shelf.get(namespace)?.get(name);
  }

  /** The objects of a namespace, or of all. */
  *values(namespace?: string): Iterable<T> {
    if (namespace !== undefined) {
      yield* this.shelf.get(namespace)?.values() ?? [];
      return;
    }
    for (const objects of this.shelf.values()) {
      yield* objects.values();
    }
  }

  /** Begins a new list. What is kept stays readable until the list is complete. */
  beginList(): void {
    this.staged = new Map();
  }

  /** The kept projection when it is of the same state, so that listing again takes no more memory. */
  kept({ namespace, name, uid, version }: ObjectIdentity): T | undefined {
    const found = this.get(namespace, name);
    return found?.uid === uid && found.version === version ? found : undefined;
  }

  /** Adds to the list that was begun. */
  stage(object: T): void {
    put((this.staged ??= new Map()), object);
  }

  /** Drops from the list that was begun, for a stream whose initial objects change while they are sent. */
  unstage({ namespace, name }: ObjectIdentity): void {
    this.staged?.get(namespace)?.delete(name);
  }

  /** Puts the list in the place of what was kept; answers the namespaces in which something is different now. */
  endList(): ReadonlySet<string> {
    const before = this.shelf;
    this.shelf = this.staged ?? new Map();
    this.staged = undefined;
    this.count = 0;
    for (const objects of this.shelf.values()) {
      this.count += objects.size;
    }
    return differences(before, this.shelf);
  }

  /** Keeps a state; `false` when a newer one is kept already. */
  put(object: T): boolean {
    const kept = this.get(object.namespace, object.name);
    if (kept && isOlder(object.version, kept.version)) {
      return false;
    }
    this.count += kept ? 0 : 1;
    put(this.shelf, object);
    return true;
  }

  /** Forgets an object; `false` when what is kept is newer than its end. */
  remove({ namespace, name, version }: ObjectIdentity): boolean {
    const objects = this.shelf.get(namespace);
    const kept = objects?.get(name);
    if (!objects || !kept || (version && isOlder(version, kept.version))) {
      return false;
    }
    objects.delete(name);
    if (objects.size === 0) {
      this.shelf.delete(namespace);
    }
    this.count -= 1;
    return true;
  }
}

function put<T extends Projected>(shelf: Shelf<T>, object: T): void {
  const objects = shelf.get(object.namespace);
  if (objects) {
    objects.set(object.name, object);
  } else {
    shelf.set(object.namespace, new Map([[object.name, object]]));
  }
}

function differences<T extends Projected>(
  before: Shelf<T>,
  after: Shelf<T>,
): ReadonlySet<string> {
  const namespaces = new Set([...before.keys(), ...after.keys()]);
  for (const namespace of namespaces) {
    if (isSame(before.get(namespace), after.get(namespace))) {
      namespaces.delete(namespace);
    }
  }
  return namespaces;
}

function isSame<T extends Projected>(
  before: Map<string, T> | undefined,
  after: Map<string, T> | undefined,
): boolean {
  if (before?.size !== after?.size) {
    return false;
  }
  for (const [name, object] of after ?? []) {
    const other = before?.get(name);
    if (other?.uid !== object.uid || other.version !== object.version) {
      return false;
    }
  }
  return true;
}
