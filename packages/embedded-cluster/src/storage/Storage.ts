import { KubernetesObject } from '../model/KubernetesObject';
import { ObjectKey, ResourceType } from '../resources/ResourceType';

/** Where the objects of a cluster are kept beside the shelves that answer: in a file, or in memory. */
export interface Storage {
  /** The revision of the newest write; 1 in a new one. */
  revision(): number;
  /** A value kept beside the objects, such as the token. */
  setting(name: string): string | undefined;
  setSetting(name: string, value: string): void;
  /** Every stored object of the given kinds. Objects of kinds that are no longer served stay stored. */
  load(
    resources: readonly ResourceType[],
  ): { resource: ResourceType; object: KubernetesObject }[];
  put(resource: ResourceType, object: KubernetesObject, revision: number): void;
  remove(resource: ResourceType, key: ObjectKey, revision: number): void;
  close(): void;
}

/** Under which name objects of a kind are stored, whatever its version. */
export function storageName(type: ResourceType): string {
  return type.group ? `${type.plural}.${type.group}` : type.plural;
}
