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

/** Namespace and name in the order the API lists them. */
export function pathOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}

/** The objects and the remembered changes of one kind. */
export class Shelf {
  readonly events: StoreEvent[] = [];
  private readonly namespaces = new Map<
    string,
    Map<string, KubernetesObject>
  >();

  /** Names in order, by namespace; those of a namespace are put in order when somebody lists it after one came or went. */
  private readonly ordered = new Map<string, readonly string[]>();

  constructor(public forgottenUpTo: number) {}

  get(key: ObjectKey): KubernetesObject | undefined {
    return this.namespaces.get(key.namespace)?.get(key.name);
  }

  /** In the order of their paths. */
  list(namespace?: string): KubernetesObject[] {
    if (namespace) {
      return this.listNamespace(namespace);
    }
    // by what begins their paths: a slash comes after a hyphen
    return [...this.namespaces.keys()]
      .sort((left, right) => (`${left}/` < `${right}/` ? -1 : 1))
      .flatMap(name => this.listNamespace(name));
  }

  put(object: KubernetesObject): void {
    const { namespace, name } = keyOf(object);
    const names = this.namespaces.get(namespace) ?? new Map();
    if (!names.has(name)) {
      this.ordered.delete(namespace);
    }
    names.set(name, object);
    this.namespaces.set(namespace, names);
  }

  remove(key: ObjectKey): void {
    this.ordered.delete(key.namespace);
    this.namespaces.get(key.namespace)?.delete(key.name);
  }

  private listNamespace(namespace: string): KubernetesObject[] {
    const names = this.namespaces.get(namespace);
    if (!names) {
      return [];
    }
    const order = this.ordered.get(namespace) ?? [...names.keys()].sort();
    this.ordered.set(namespace, order);
    return order.flatMap(name => names.get(name) ?? []);
  }
}
