import { KubernetesObject } from '../model/KubernetesObject';
import { keyOf, ObjectKey, ResourceType } from '../resources/ResourceType';
import { Storage, storageName } from './Storage';

/** Keeps objects while the process runs. They are the ones that the shelves hold, so they cost no memory a second time. */
export class MemoryStorage implements Storage {
  private readonly objects = new Map<string, Map<string, KubernetesObject>>();
  private readonly settings = new Map<string, string>();
  private newest = 1;

  revision(): number {
    return this.newest;
  }

  setting(name: string): string | undefined {
    return this.settings.get(name);
  }

  setSetting(name: string, value: string): void {
    this.settings.set(name, value);
  }

  load(
    resources: readonly ResourceType[],
  ): { resource: ResourceType; object: KubernetesObject }[] {
    return resources.flatMap(resource =>
      [...this.of(resource).values()].map(object => ({ resource, object })),
    );
  }

  put(resource: ResourceType, object: KubernetesObject, revision: number) {
    this.of(resource).set(idOf(keyOf(object)), object);
    this.newest = revision;
  }

  remove(resource: ResourceType, key: ObjectKey, revision: number) {
    this.of(resource).delete(idOf(key));
    this.newest = revision;
  }

  close(): void {
    this.objects.clear();
  }

  private of(resource: ResourceType): Map<string, KubernetesObject> {
    const name = storageName(resource);
    const known = this.objects.get(name) ?? new Map();
    this.objects.set(name, known);
    return known;
  }
}

function idOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`;
}
