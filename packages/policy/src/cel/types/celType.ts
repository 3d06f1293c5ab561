/**
 * The types of cel-spec. `object` names a type with declared fields, which an environment's `TypeProvider` holds;
 * `opaque` is an abstract type with parameters (`optional_type(T)`, `kubernetes.Quantity`, …).
 *
 * @public
 */
export type CelType =
  | { readonly kind: PrimitiveKind }
  | { readonly kind: 'list'; readonly element: CelType }
  | { readonly kind: 'map'; readonly key: CelType; readonly value: CelType }
  | { readonly kind: 'object'; readonly name: string }
  | {
      readonly kind: 'opaque';
      readonly name: string;
      readonly parameters: readonly CelType[];
    }
  /** The type of a type: `type(1)` is `type(int)`. */
  | { readonly kind: 'type'; readonly of?: CelType }
  /** A primitive or null, as protobuf's wrapper messages are. */
  | { readonly kind: 'wrapper'; readonly of: CelType }
  /** A type parameter of an overload, such as `T`. */
  | { readonly kind: 'parameter'; readonly name: string };

/** Kinds without parameters. `error` is what a part has that did not check. @public */
export type PrimitiveKind =
  | 'dyn'
  | 'error'
  | 'null'
  | 'bool'
  | 'int'
  | 'uint'
  | 'double'
  | 'string'
  | 'bytes'
  | 'timestamp'
  | 'duration';

/** The types by name, for declarations: `types.list(types.int)`. @public */
export const types = {
  dyn: { kind: 'dyn' },
  error: { kind: 'error' },
  null: { kind: 'null' },
  bool: { kind: 'bool' },
  int: { kind: 'int' },
  uint: { kind: 'uint' },
  double: { kind: 'double' },
  string: { kind: 'string' },
  bytes: { kind: 'bytes' },
  timestamp: { kind: 'timestamp' },
  duration: { kind: 'duration' },
  list: (element: CelType): CelType => ({ kind: 'list', element }),
  map: (key: CelType, value: CelType): CelType => ({ kind: 'map', key, value }),
  object: (name: string): CelType => ({ kind: 'object', name }),
  opaque: (name: string, ...parameters: CelType[]): CelType => ({
    kind: 'opaque',
    name,
    parameters,
  }),
  optional: (of: CelType): CelType => ({
    kind: 'opaque',
    name: 'optional_type',
    parameters: [of],
  }),
  type: (of?: CelType): CelType => ({ kind: 'type', of }),
  wrapper: (of: CelType): CelType => ({ kind: 'wrapper', of }),
  parameter: (name: string): CelType => ({ kind: 'parameter', name }),
} as const satisfies Record<string, CelType | ((...args: never[]) => CelType)>;
