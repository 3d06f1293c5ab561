import type { IncrementalTest } from '@bufbuild/cel-spec/testdata/tests.js';
import { createRegistry, isMessage } from '@bufbuild/protobuf';
import {
  anyUnpack,
  DurationSchema,
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
  TimestampSchema,
} from '@bufbuild/protobuf/wkt';
import { types } from '../cel/types/celType';
import type { CelType } from '../cel/types/celType';
import { CelMap } from '../cel/values/celMap';
import { insertEntry } from '../cel/values/mapEntries';
import type { MapEntries } from '../cel/values/mapEntries';
import { CelDouble, CelUint, toInt } from '../cel/values/numbers';
import type { RuntimeValue } from '../cel/values/runtimeValue';
import { CelDuration, CelTimestamp } from '../cel/values/time';
import { typeValues } from '../cel/values/typeOf';
import { CelTypeValue } from '../cel/values/typeValue';

/** A test of the specification's suites. */
export type SpecTest = IncrementalTest['original'];

/** A value of the specification's test data. */
export type SpecValue = NonNullable<
  Extract<SpecTest['resultMatcher'], { case: 'value' }>['value']
>;

type SpecType = NonNullable<
  Extract<
    SpecTest['typeEnv'][number]['declKind'],
    { case: 'ident' }
  >['value']['type']
>;

const wellKnown = createRegistry(
  file_google_protobuf_duration,
  file_google_protobuf_timestamp,
);

/** `Type.PrimitiveType` of cel-spec's checked.proto. */
const primitives: Readonly<Record<number, CelType>> = {
  1: types.bool,
  2: types.int,
  3: types.uint,
  4: types.double,
  5: types.string,
  6: types.bytes,
};

/** `Type.WellKnownType` of cel-spec's checked.proto. */
const wellKnownTypes: Readonly<Record<number, CelType>> = {
  1: types.dyn,
  2: types.timestamp,
  3: types.duration,
};

/** The engine's value of one in the test data; undefined when it is a message or an enumeration. */
export function fromSpecValue({ kind }: SpecValue): RuntimeValue | undefined {
  switch (kind.case) {
    case 'nullValue':
      return null;
    case 'boolValue':
    case 'stringValue':
    case 'bytesValue':
      return kind.value;
    case 'int64Value':
      return toInt(kind.value);
    case 'uint64Value':
      return new CelUint(kind.value);
    case 'doubleValue':
      return new CelDouble(kind.value);
    case 'typeValue':
      return (
        Object.values(typeValues).find(({ name }) => name === kind.value) ??
        new CelTypeValue(kind.value, types.object(kind.value))
      );
    case 'listValue': {
      const items = kind.value.values.map(fromSpecValue);
      return items.includes(undefined) ? undefined : items;
    }
    case 'mapValue':
      return mapOf(kind.value.entries);
    case 'objectValue':
      return timeOf(anyUnpack(kind.value, wellKnown));
    default:
      return undefined;
  }
}

/** The engine's type of one in the test data; undefined for functions and messages. */
export function fromSpecType({ typeKind }: SpecType): CelType | undefined {
  switch (typeKind.case) {
    case 'dyn':
      return types.dyn;
    case 'null':
      return types.null;
    case 'primitive':
      return primitives[typeKind.value];
    case 'wellKnown':
      return wellKnownTypes[typeKind.value];
    case 'wrapper': {
      const of = primitives[typeKind.value];
      return of && types.wrapper(of);
    }
    case 'listType':
      return types.list(typeOr(typeKind.value.elemType));
    case 'mapType':
      return types.map(
        typeOr(typeKind.value.keyType),
        typeOr(typeKind.value.valueType),
      );
    case 'typeParam':
      return types.parameter(typeKind.value);
    case 'type':
      return types.type(fromSpecType(typeKind.value));
    case 'abstractType':
      return types.opaque(
        typeKind.value.name,
        ...typeKind.value.parameterTypes.map(typeOr),
      );
    default:
      return undefined;
  }
}

function typeOr(type: SpecType | undefined): CelType {
  return (type && fromSpecType(type)) ?? types.dyn;
}

function mapOf(
  entries: readonly {
    readonly key?: SpecValue;
    readonly value?: SpecValue;
  }[],
): RuntimeValue | undefined {
  const built: MapEntries = new Map();
  for (const entry of entries) {
    const key = entry.key && fromSpecValue(entry.key);
    const value = entry.value && fromSpecValue(entry.value);
    if (
      key === undefined ||
      value === undefined ||
      insertEntry(built, key, value) !== undefined
    ) {
      return undefined;
    }
  }
  return new CelMap(built);
}

function timeOf(message: unknown): RuntimeValue | undefined {
  if (isMessage(message, TimestampSchema)) {
    return new CelTimestamp(Number(message.seconds), message.nanos);
  }
  return isMessage(message, DurationSchema)
    ? new CelDuration(message.seconds * 1_000_000_000n + BigInt(message.nanos))
    : undefined;
}
