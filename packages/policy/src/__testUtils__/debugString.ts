import type { Expr } from '../cel/syntax/expression';
import { CelDouble, CelUint } from '../cel/values/numbers';
import type { CelConstant } from '../cel/values/runtimeValue';

/** A tree as cel-go's debug output has it, each node with its kind, white space left out: for comparing with cel-spec's cases. */
export function debugString(expr: Expr): string {
  switch (expr.kind) {
    case 'constant':
      return `${literal(expr.value)}^#*expr.Constant_${constantKind(
        expr.value,
      )}#`;
    case 'identifier':
      return `${expr.name}^#*expr.Expr_IdentExpr#`;
    case 'select':
      return `${debugString(expr.operand)}.${expr.field}${
        expr.testOnly ? '~test-only~' : ''
      }^#*expr.Expr_SelectExpr#`;
    case 'call':
      return `${expr.target ? `${debugString(expr.target)}.` : ''}${
        expr.function
      }(${expr.arguments.map(debugString).join(',')})^#*expr.Expr_CallExpr#`;
    case 'list':
      return `[${expr.elements
        .map(debugString)
        .join(',')}]^#*expr.Expr_ListExpr#`;
    case 'map':
      return `{${expr.entries
        .map(
          ({ key, value, optional }) =>
            `${optional ? '?' : ''}${debugString(key)}:${debugString(
              value,
            )}^#*expr.Expr_CreateStruct_Entry#`,
        )
        .join(',')}}^#*expr.Expr_StructExpr#`;
    case 'struct':
      return `${expr.typeName}{${expr.fields
        .map(
          ({ name, value, optional }) =>
            `${optional ? '?' : ''}${name}:${debugString(
              value,
            )}^#*expr.Expr_CreateStruct_Entry#`,
        )
        .join(',')}}^#*expr.Expr_StructExpr#`;
    case 'comprehension':
      return `__comprehension__(//Variable${expr.iterationVariable}${
        expr.secondVariable === undefined ? '' : `,${expr.secondVariable}`
      },//Target${debugString(expr.range)},//Accumulator${
        expr.accumulator
      },//Init${debugString(expr.initial)},//LoopCondition${debugString(
        expr.condition,
      )},//LoopStep${debugString(expr.step)},//Result${debugString(
        expr.result,
      )})^#*expr.Expr_ComprehensionExpr#`;
    default:
      return expr satisfies never;
  }
}

function literal(value: CelConstant): string {
  if (value instanceof CelDouble) {
    return Math.abs(value.value) < 1e6
      ? `${Object.is(value.value, -0) ? '-' : ''}${value.value}`
      : value.value.toExponential().replace(/e\+([0-9])$/, 'e+0$1');
  }
  if (value instanceof CelUint) {
    return `${value.value}u`;
  }
  if (value instanceof Uint8Array) {
    return `b${JSON.stringify(String.fromCharCode(...value))}`;
  }
  return typeof value === 'string' ? quoted(value) : String(value);
}

const named = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\v', '\\v'],
  ['\f', '\\f'],
  ['\r', '\\r'],
  ['"', '\\"'],
  ['\\', '\\\\'],
]);

function quoted(text: string): string {
  return `"${[...text]
    .map(character => named.get(character) ?? character)
    .join('')}"`;
}

function constantKind(value: CelConstant): string {
  if (value === null) {
    return 'NullValue';
  }
  if (value instanceof CelDouble) {
    return 'DoubleValue';
  }
  if (value instanceof CelUint) {
    return 'Uint64Value';
  }
  if (value instanceof Uint8Array) {
    return 'BytesValue';
  }
  switch (typeof value) {
    case 'boolean':
      return 'BoolValue';
    case 'string':
      return 'StringValue';
    default:
      return 'Int64Value';
  }
}
