import { PrinterColumn } from '../model/CustomResourceDefinition';
import { KubernetesObject } from '../model/KubernetesObject';
import { SchemaNode } from '../schema/schema';

/** A path below an object that has its own operations. */
export type Subresource =
  | 'status'
  | 'scale'
  | 'log'
  | 'eviction'
  | 'proxy'
  | 'token';

/**
 * One served kind, as data. `T` is the shape of its objects; reads and writes through the object API carry it.
 */
export interface ResourceType<T extends KubernetesObject = KubernetesObject> {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly subresources: readonly Subresource[];
  /** Whether a change of anything but metadata and status makes a new generation. */
  readonly hasGeneration: boolean;
  /** What names must look like: a label (63 characters), a subdomain (253, with dots), or whatever fits into a path. */
  readonly nameRule: 'label' | 'subdomain' | 'path';
  /** Identifier of the kind in the OpenAPI schemas. */
  readonly schemaId: string;
  /** What a definition says of its kind; built-in kinds have none. */
  readonly defined?: {
    readonly schema: SchemaNode;
    readonly columns: readonly PrinterColumn[];
    readonly listKind: string;
  };
  /** Only in types: ties the row to the shape of its objects. */
  readonly objectType?: T;
}

/** Where an object lives; `namespace` is empty for cluster-scoped kinds. */
export interface ObjectKey {
  readonly namespace: string;
  readonly name: string;
}

/** `group/version`, or only the version for the core group. */
export function apiVersionOf(type: {
  readonly group: string;
  readonly version: string;
}): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** Where an object lives. */
export function keyOf(object: KubernetesObject): ObjectKey {
  return {
    namespace: object.metadata.namespace ?? '',
    name: object.metadata.name,
  };
}
