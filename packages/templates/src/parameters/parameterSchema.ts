import { JsonValue } from '../json';

/**
 * What every parameter may carry.
 *
 * @public
 */
export interface DescribedParameter {
  readonly description?: string;
  /** Used when the value is absent, as the API server does for a custom resource. */
  readonly default?: JsonValue;
  /** Whether the value stays what it was when the instance was made. */
  readonly immutable?: boolean;
  /** Conditions in CEL over `self`; one that reads `oldSelf` is asked only when the value is changed. All must hold. */
  readonly validations?: readonly string[];
}

/**
 * Text. Lengths count Unicode code points; `pattern` searches, so anchor it when the whole text is meant.
 *
 * @public
 */
export interface StringParameter extends DescribedParameter {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/**
 * A whole number of at most 53 bits, or a floating-point number. Bounds are inclusive.
 *
 * @public
 */
export interface NumberParameter extends DescribedParameter {
  readonly type: 'integer' | 'number';
  readonly enum?: readonly number[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * True or false.
 *
 * @public
 */
export interface BooleanParameter extends DescribedParameter {
  readonly type: 'boolean';
}

/**
 * A list; with `uniqueItems` no two are equal, with `listMapKeys` no two have the same values in these fields.
 *
 * @public
 */
export interface ArrayParameter extends DescribedParameter {
  readonly type: 'array';
  readonly items: ParameterSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  /** `set` is the same as `uniqueItems`. */
  readonly listType?: 'atomic' | 'set' | 'map';
  readonly listMapKeys?: readonly string[];
}

/**
 * Any keys, values of one type.
 *
 * @public
 */
export interface MapParameter extends DescribedParameter {
  readonly type: 'map';
  readonly values: ParameterSchema;
}

/**
 * Fixed fields; others are refused.
 *
 * @public
 */
export interface ObjectParameter extends DescribedParameter {
  readonly type: 'object';
  readonly fields: Readonly<Record<string, ParameterSchema>>;
  readonly required: readonly string[];
}

/**
 * An object of which nothing is known (SimpleSchema's bare `object`): any JSON object.
 *
 * @public
 */
export interface OpenParameter extends DescribedParameter {
  readonly type: 'open';
  /** Its text was refused: its uses are checked as if it could hold anything. */
  readonly isFaulty?: true;
}

/**
 * What one parameter may hold: kro's SimpleSchema, resolved.
 *
 * @public
 */
export type ParameterSchema =
  | StringParameter
  | NumberParameter
  | BooleanParameter
  | ArrayParameter
  | MapParameter
  | ObjectParameter
  | OpenParameter;
