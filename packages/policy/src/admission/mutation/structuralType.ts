/**
 * How values of a type merge, as structured-merge-diff's schema says: which lists have keys, which lists, maps and structs
 * are only ever replaced as a whole (`atomic`).
 */
export type StructuralType =
  | {
      readonly kind: 'scalar';
      readonly scalar: 'string' | 'number' | 'boolean' | 'any';
      readonly fallback?: string | number;
    }
  | {
      readonly kind: 'list';
      readonly merge: ListMerge;
      readonly element: StructuralType;
    }
  | {
      readonly kind: 'map';
      readonly atomic: boolean;
      readonly element: StructuralType;
    }
  | {
      readonly kind: 'struct';
      readonly atomic: boolean;
      readonly field: (name: string) => StructuralType | undefined;
    }
  /** Anything: scalars replace each other, maps merge, lists are atomic. */
  | { readonly kind: 'untyped'; readonly atomic: boolean };

/** How two lists become one: not at all, as a set of scalars, or item by item of the same keys. */
export type ListMerge =
  | { readonly kind: 'atomic' }
  | { readonly kind: 'set' }
  | { readonly kind: 'associative'; readonly keys: readonly string[] };

/** The structural types of a cluster's kinds. */
export interface StructuralTypes {
  /** Undefined for kinds that it does not know. */
  typeOfKind(apiVersion: string, kind: string): StructuralType | undefined;
}

/** What any object merges like whose kind has no schema: maps merge, lists are replaced as a whole. */
export const untypedObject: StructuralType = { kind: 'untyped', atomic: false };
