import fc from 'fast-check';
import { ParameterBounds } from '../annotations/parameterSchemas';
import { JsonObject, JsonValue } from '../json';
import {
  ObjectParameter,
  ParameterSchema,
} from '../parameters/parameterSchema';
import { validateParameters } from '../parameters/validateParameters';
import { Template } from '../template';
import { allowedValues } from './parameterValues';

/** Values for one instance, and where they come from. */
export interface ParameterSet {
  readonly name: string;
  readonly values: JsonObject;
}

const RANDOM_SETS = 50;

/** So that a failure can be seen again, and what is written about the library stays the same. */
const SEED = 20261126;

/**
 * The defaults, the least and the greatest values that are approved beforehand, and 50 random sets of allowed values,
 * always the same.
 */
export function parameterSets(template: Template): readonly ParameterSet[] {
  const needed = sample(
    allowedValues(requiredOnly(template.parameters)),
    1,
  )[0] as JsonObject; // safety: the parameters are an object
  return [
    { name: 'defaults', values: needed },
    { name: 'least', values: extreme(template, needed, 'minimum') },
    { name: 'greatest', values: extreme(template, needed, 'maximum') },
    ...sample(allowedValues(template.parameters), RANDOM_SETS).map(
      (values, index) => ({
        name: `random ${index + 1}`,
        values: values as JsonObject, // safety: the parameters are an object
      }),
    ),
  ];
}

function sample<T>(values: fc.Arbitrary<T>, numRuns: number): readonly T[] {
  return fc.sample(values, { numRuns, seed: SEED });
}

function requiredOnly(parameters: ObjectParameter): ObjectParameter {
  return {
    ...parameters,
    fields: Object.fromEntries(
      Object.entries(parameters.fields).filter(([name]) =>
        parameters.required.includes(name),
      ),
    ),
  };
}

/** Each parameter at one end of what is approved beforehand, where that is an allowed value. */
function extreme(
  template: Template,
  needed: JsonObject,
  end: 'minimum' | 'maximum',
): JsonObject {
  let values = needed;
  for (const [name, schema] of Object.entries(template.parameters.fields)) {
    const range = template.annotations.ranges[name];
    const value = endOf(schema, range?.preApproved ?? range?.standard, end);
    const next = { ...values, [name]: value ?? null };
    if (value !== undefined && validateParameters(template, next).ok) {
      values = next;
    }
  }
  return values;
}

function endOf(
  schema: ParameterSchema,
  bounds: ParameterBounds | undefined,
  end: 'minimum' | 'maximum',
): JsonValue | undefined {
  if (bounds?.[end] !== undefined) {
    return bounds[end];
  }
  if (schema.type === 'boolean') {
    return end === 'maximum';
  }
  if (schema.type === 'integer' && !schema.enum) {
    return schema[end];
  }
  if ((schema.type === 'string' || schema.type === 'integer') && schema.enum) {
    return end === 'minimum' ? schema.enum[0] : schema.enum.at(-1);
  }
  return undefined;
}
