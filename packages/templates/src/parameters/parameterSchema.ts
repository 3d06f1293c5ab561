import { JsonValue } from '../json';

interface Described {
  readonly description?: string;
  /** Used when the value is absent, as the API server does for a custom resource. */
  readonly default?: JsonValue;
}

/** Text. Lengths count Unicode code points; `pattern` searches, so anchor it when the whole text is meant. */
export interface StringParameter extends Described {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** A whole number of at most 53 bits, or a floating-point number. Bounds are inclusive. */
export interface NumberParameter extends Described {
  readonly type: 'integer' | 'number';
  readonly enum?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** True or false. */
export interface BooleanParameter extends Described {
  readonly type: 'boolean';
}

/** A list; with `uniqueItems` no two are equal. */
export interface ArrayParameter extends Described {
  readonly type: 'array';
  readonly items: ParameterSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
}

/** Any keys, values of one type. */
export interface MapParameter extends Described {
  readonly type: 'map';
  readonly values: ParameterSchema;
}

/** Fixed fields; others are refused. */
export interface ObjectParameter extends Described {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, ParameterSchema>>;
  readonly required: readonly string[];
}

/** An object of which nothing is known (SimpleSchema's bare `object`): any JSON object. */
export interface OpenParameter extends Described {
  readonly type: 'open';
}

/** What one parameter may hold: kro's SimpleSchema, resolved. */
export type ParameterSchema =
  | StringParameter
  | NumberParameter
  | BooleanParameter
  | ArrayParameter
  | MapParameter
  | ObjectParameter
  | OpenParameter;
