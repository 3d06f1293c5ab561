import { KubernetesObject } from '../model/KubernetesObject';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';
import { pathOf, Shelf, StoreEvent } from './Shelf';
import { Storage } from './Storage';

/** How many changes of a kind are remembered, for watches that resume and lists that continue. */
const REMEMBERED_EVENTS = 2_000;

/**
 * All objects, in memory, with one growing revision for every write. With a file, each write is durable before it is visible, so
 * a killed process continues where it was. Watch history lives in memory only: after a restart older revisions are expired.
 */
export class ObjectStore {
  private readonly shelves = new Map<ResourceType, Shelf>();
  private readonly listeners = new Set<(event: StoreEvent) => void>();
  private currentRevision: number;

  constructor(
    resources: readonly ResourceType[],
    private readonly storage: Storage,
  ) {
    this.currentRevision = storage.revision();
    this.addResources(resources);
  }

  /** Begins to keep objects of further kinds, those that are stored of them at once. */
  addResources(resources: readonly ResourceType[]): void {
    for (const resource of resources) {
      this.shelves.set(resource, new Shelf(this.currentRevision));
    }
    for (const { resource, object } of this.storage.load(resources)) {
      this.shelf(resource).put(object);
    }
  }

  /** Whether objects of the kind can be kept. */
  has(resource: ResourceType): boolean {
    return this.shelves.has(resource);
  }

  /** The revision of the newest write. */
  get revision(): number {
    return this.currentRevision;
  }

  get(resource: ResourceType, key: ObjectKey): KubernetesObject | undefined {
    return this.shelf(resource).get(key);
  }

  /** Objects of a kind, of one namespace or of all, ordered by namespace and name. */
  list(resource: ResourceType, namespace?: string): KubernetesObject[] {
    return this.shelf(resource).list(namespace);
  }

  /**
   * The list as it was at a revision.
   *
   * @returns undefined when the changes since then are no longer remembered
   */
  listAt(
    resource: ResourceType,
    namespace: string | undefined,
    revision: number,
  ): KubernetesObject[] | undefined {
    const since = this.eventsSince(resource, revision);
    if (!since) {
      return undefined;
    }
    const state = new Map(
      this.list(resource, namespace).map(object => [pathOf(object), object]),
    );
    for (const event of since.reverse()) {
      const { object, previous } = event;
      if (namespace && object.metadata.namespace !== namespace) {
        continue;
      }
      if (previous) {
        state.set(pathOf(object), previous);
      } else {
        state.delete(pathOf(object));
      }
    }
    return [...state.values()].sort(byKey);
  }

  /** Stores an object under the next revision, and tells the listeners. */
  put<T extends KubernetesObject>(resource: ResourceType<T>, object: T): T {
    const previous = this.get(resource, keyOf(object));
    const revision = this.currentRevision + 1;
    object.metadata.resourceVersion = String(revision);
    this.storage.put(resource, object, revision);
    this.currentRevision = revision;
    this.shelf(resource).put(object);
    this.publish({
      type: previous ? 'MODIFIED' : 'ADDED',
      resource,
      object,
      previous,
      revision,
    });
    return object;
  }

  /** Removes an object, and tells the listeners. */
  remove(resource: ResourceType, key: ObjectKey): void {
    const previous = this.get(resource, key);
    if (!previous) {
      return;
    }
    const revision = this.currentRevision + 1;
    this.storage.remove(resource, key, revision);
    this.currentRevision = revision;
    this.shelf(resource).remove(key);
    const object = {
      ...previous,
      metadata: { ...previous.metadata, resourceVersion: String(revision) },
    };
    this.publish({ type: 'DELETED', resource, object, previous, revision });
  }

  /**
   * The changes of a kind after a revision, oldest first.
   *
   * @returns undefined when they are no longer remembered
   */
  eventsSince(
    resource: ResourceType,
    revision: number,
  ): StoreEvent[] | undefined {
    const { events, forgottenUpTo } = this.shelf(resource);
    return revision < forgottenUpTo
      ? undefined
      : events.filter(event => event.revision > revision);
  }

  /** Forgets the history, as a compaction does: watches and lists at older revisions expire. */
  forgetHistory(): void {
    for (const shelf of this.shelves.values()) {
      shelf.events.length = 0;
      shelf.forgottenUpTo = this.currentRevision;
    }
  }

  /** Calls back for each change, until the returned function is called. */
  subscribe(listener: (event: StoreEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private publish(event: StoreEvent): void {
    const shelf = this.shelf(event.resource);
    shelf.events.push(event);
    if (shelf.events.length > REMEMBERED_EVENTS * 1.25) {
      const forgotten = shelf.events.splice(
        0,
        shelf.events.length - REMEMBERED_EVENTS,
      );
      shelf.forgottenUpTo = forgotten[forgotten.length - 1].revision;
    }
    for (const listener of [...this.listeners]) {
      listener(event);
    }
  }

  private shelf(resource: ResourceType): Shelf {
    const shelf = this.shelves.get(resource);
    if (!shelf) {
      throw new Error(`The resource ${resource.plural} has no storage`);
    }
    return shelf;
  }
}

function byKey(left: KubernetesObject, right: KubernetesObject): number {
  const leftPath = pathOf(left);
  const rightPath = pathOf(right);
  if (leftPath === rightPath) {
    return 0;
  }
  return leftPath < rightPath ? -1 : 1;
}
