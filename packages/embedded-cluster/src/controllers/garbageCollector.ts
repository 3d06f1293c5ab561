import { FOREGROUND_FINALIZER, ORPHAN_FINALIZER } from '../api/startDeletion';
import { ObjectApi } from '../api/ObjectApi';
import { KubernetesObject, OwnerReference } from '../model/KubernetesObject';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';
import { StoreEvent } from '../storage/Shelf';

const MANAGER = 'garbage-collector';

/**
 * Deletes what lost its owners, and finishes foreground and orphaning deletions. Not a keyed controller, because owners and
 * dependents are of any kind: it follows every change, and looks at everything once when it starts.
 */
export class GarbageCollector {
  private readonly unsubscribe: () => void;
  private readonly pending: { type: ResourceType; object: KubernetesObject }[] =
    [];
  /** Dependents by the UID of their owners. */
  private readonly dependents = new Map<
    string,
    Map<string, { type: ResourceType; key: ObjectKey }>
  >();
  private scheduled = false;
  private stopped = false;

  constructor(
    private readonly objects: ObjectApi,
    private readonly report: (message: string, cause: unknown) => void,
  ) {
    for (const type of objects.resources.list()) {
      for (const object of objects.list(type)) {
        this.index(type, object);
        this.enqueue(type, object);
      }
    }
    this.unsubscribe = objects.store.subscribe(event => this.observe(event));
  }

  /** Whether nothing is left to do at the present time. */
  isIdle(): boolean {
    return !this.scheduled;
  }

  stop(): void {
    this.stopped = true;
    this.unsubscribe();
  }

  private observe({ type, resource, object }: StoreEvent): void {
    if (type !== 'DELETED') {
      this.index(resource, object);
      if (
        object.metadata.ownerReferences?.length ||
        object.metadata.deletionTimestamp
      ) {
        this.enqueue(resource, object);
      }
      return;
    }
    for (const dependent of this.dependentsOf(object)) {
      this.enqueue(dependent.type, dependent.object);
    }
    this.dependents.delete(object.metadata.uid);
    for (const reference of object.metadata.ownerReferences ?? []) {
      this.dependents.get(reference.uid)?.delete(object.metadata.uid);
      this.enqueueOwner(reference, object.metadata.namespace ?? '');
    }
  }

  private index(type: ResourceType, object: KubernetesObject): void {
    for (const { uid } of object.metadata.ownerReferences ?? []) {
      const dependents = this.dependents.get(uid) ?? new Map();
      dependents.set(object.metadata.uid, { type, key: keyOf(object) });
      this.dependents.set(uid, dependents);
    }
  }

  private enqueue(type: ResourceType, object: KubernetesObject): void {
    this.pending.push({ type, object });
    if (!this.scheduled && !this.stopped) {
      this.scheduled = true;
      setImmediate(() => this.work());
    }
  }

  /** A waiting owner may be free to go when a dependent went. */
  private enqueueOwner(reference: OwnerReference, namespace: string): void {
    const type = this.objects.resources.findByKind(
      reference.apiVersion,
      reference.kind,
    );
    const owner =
      type && this.objects.find(type, keyOfOwner(type, reference, namespace));
    if (type && owner?.metadata.deletionTimestamp) {
      this.enqueue(type, owner);
    }
  }

  private work(): void {
    this.scheduled = false;
    for (const { type, object } of this.pending.splice(0)) {
      const current = this.stopped
        ? undefined
        : this.objects.find(type, keyOf(object));
      if (current && current.metadata.uid === object.metadata.uid) {
        try {
          this.collect(type, current);
        } catch (error) {
          this.report(
            `Garbage collection failed on ${type.plural} ${current.metadata.name}`,
            error,
          );
        }
      }
    }
  }

  private collect(type: ResourceType, object: KubernetesObject): void {
    const {
      finalizers = [],
      deletionTimestamp,
      ownerReferences = [],
      namespace = '',
    } = object.metadata;
    if (deletionTimestamp && finalizers.includes(ORPHAN_FINALIZER)) {
      this.orphan(object);
      this.removeFinalizer(type, object, ORPHAN_FINALIZER);
    } else if (deletionTimestamp && finalizers.includes(FOREGROUND_FINALIZER)) {
      this.deleteInForeground(type, object);
    } else if (!deletionTimestamp && ownerReferences.length > 0) {
      const alive = ownerReferences.filter(reference =>
        this.ownerExists(reference, namespace),
      );
      if (alive.length === 0) {
        this.objects.delete(type, keyOf(object), { propagation: 'Background' });
      }
    }
  }

  private deleteInForeground(
    type: ResourceType,
    object: KubernetesObject,
  ): void {
    const dependents = this.dependentsOf(object);
    for (const dependent of dependents) {
      if (!dependent.object.metadata.deletionTimestamp) {
        this.objects.delete(dependent.type, keyOf(dependent.object), {
          propagation: 'Foreground',
        });
      }
    }
    const blocking = this.dependentsOf(object).filter(dependent =>
      dependent.object.metadata.ownerReferences?.some(
        reference =>
          reference.uid === object.metadata.uid && reference.blockOwnerDeletion,
      ),
    );
    if (blocking.length === 0) {
      this.removeFinalizer(type, object, FOREGROUND_FINALIZER);
    }
  }

  private orphan(owner: KubernetesObject): void {
    for (const { type, object } of this.dependentsOf(owner)) {
      this.objects.update(
        type,
        keyOf(object),
        draft => {
          draft.metadata.ownerReferences =
            draft.metadata.ownerReferences?.filter(
              reference => reference.uid !== owner.metadata.uid,
            );
        },
        { manager: MANAGER },
      );
    }
  }

  private removeFinalizer(
    type: ResourceType,
    object: KubernetesObject,
    finalizer: string,
  ): void {
    this.objects.update(
      type,
      keyOf(object),
      draft => {
        draft.metadata.finalizers = draft.metadata.finalizers?.filter(
          it => it !== finalizer,
        );
      },
      { manager: MANAGER },
    );
  }

  private dependentsOf(owner: KubernetesObject) {
    return [
      ...(this.dependents.get(owner.metadata.uid)?.values() ?? []),
    ].flatMap(({ type, key }) => {
      const object = this.objects.find(type, key);
      const isStillOwned = object?.metadata.ownerReferences?.some(
        reference => reference.uid === owner.metadata.uid,
      );
      return object && isStillOwned ? [{ type, object }] : [];
    });
  }

  /** An owner of a kind that is not served counts as existing: nothing is deleted on a guess. */
  private ownerExists(reference: OwnerReference, namespace: string): boolean {
    const type = this.objects.resources.findByKind(
      reference.apiVersion,
      reference.kind,
    );
    return (
      !type ||
      this.objects.find(type, keyOfOwner(type, reference, namespace))?.metadata
        .uid === reference.uid
    );
  }
}

function keyOfOwner(
  type: ResourceType,
  reference: OwnerReference,
  namespace: string,
): ObjectKey {
  return { namespace: type.namespaced ? namespace : '', name: reference.name };
}
