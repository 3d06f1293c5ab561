import { types } from '../cel/types/celType';
import type { CelType } from '../cel/types/celType';
import { declareObjectType, declareTypes } from '../cel/types/declaredTypes';
import type { TypeProvider } from '../cel/types/typeProvider';

/** What of the protobuf messages in cel-go's checker cases an environment needs, declared as types with fields. */
export function protoTestTypes(): TypeProvider {
  const { int, uint, double, string, bytes, bool, dyn, list, map, wrapper } =
    types;
  const messages = [
    'google.expr.proto2.test',
    'google.expr.proto3.test',
  ].flatMap(container => {
    const nested = `${container}.TestAllTypes.NestedMessage`;
    const group = `${container}.TestAllTypes.NestedGroup`;
    return [
      declareObjectType(
        `${container}.TestAllTypes`,
        fields({
          single_int32: int,
          single_int64: int,
          repeated_int32: list(int),
          repeated_int64: list(int),
          map_string_string: map(string, string),
          map_int64_nested_type: map(
            int,
            types.object(`${container}.NestedTestAllTypes`),
          ),
          single_nested_message: types.object(nested),
          repeated_nested_message: list(types.object(nested)),
          nestedgroup: types.object(group),
          single_value: dyn,
          single_struct: map(string, dyn),
          single_timestamp: types.timestamp,
          single_duration: types.duration,
          single_bool_wrapper: wrapper(bool),
          single_bytes_wrapper: wrapper(bytes),
          single_double_wrapper: wrapper(double),
          single_float_wrapper: wrapper(double),
          single_int32_wrapper: wrapper(int),
          single_int64_wrapper: wrapper(int),
          single_string_wrapper: wrapper(string),
          single_uint32_wrapper: wrapper(uint),
          single_uint64_wrapper: wrapper(uint),
        }),
      ),
      declareObjectType(nested, fields({ bb: int })),
      declareObjectType(group, fields({ nested_id: int })),
    ];
  });
  return declareTypes(...messages);
}

function fields(byName: Readonly<Record<string, CelType>>) {
  return Object.fromEntries(
    Object.entries(byName).map(([name, type]) => [name, { type }]),
  );
}
