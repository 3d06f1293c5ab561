import { KubernetesObject } from '../model/KubernetesObject';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';

/** One change of one object. `object` of a deletion is its last state, at the deletion's revision. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: ResourceType;
  readonly object: KubernetesObject;
  readonly previous: KubernetesObject | undefined;
  readonly revision: number;
}

/** The objects and the remembered changes of one kind. */
export class Shelf {
  readonly events: StoreEvent[] = [];
  private readonly namespaces = new Map<
    string,
    Map<string, KubernetesObject>
  >();

  constructor(public forgottenUpTo: number) {}

  get(key: ObjectKey): KubernetesObject | undefined {
    return this.namespaces.get(key.namespace)?.get(key.name);
  }

  list(namespace?: string): KubernetesObject[] {
    if (namespace) {
      return [...(this.namespaces.get(namespace)?.values() ?? [])];
    }
    return [...this.namespaces.values()].flatMap(names => [...names.values()]);
  }

  put(object: KubernetesObject): void {
    const { namespace, name } = keyOf(object);
    const names = this.namespaces.get(namespace) ?? new Map();
    names.set(name, object);
    this.namespaces.set(namespace, names);
  }

  remove(key: ObjectKey): void {
    this.namespaces.get(key.namespace)?.delete(key.name);
  }
}
