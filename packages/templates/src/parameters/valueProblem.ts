import { JsonValue } from '../json';
import {
  BooleanParameter,
  NumberParameter,
  StringParameter,
} from './parameterSchema';
import { compilePattern } from './pattern';

/** Longest text a parameter may hold, in UTF-16 code units. */
const MAX_STRING_LENGTH = 64 * 1024;

/** What keeps a scalar from being allowed, or nothing. */
export function valueProblem(
  schema: StringParameter | NumberParameter | BooleanParameter,
  value: JsonValue,
): string | undefined {
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean'
        ? undefined
        : `This must be true or false, not ${shown(value)}.`;
    case 'string':
      return typeof value === 'string'
        ? stringProblem(schema, value)
        : `This must be a text, not ${shown(value)}.`;
    default:
      return typeof value === 'number' && Number.isFinite(value)
        ? numberProblem(schema, value)
        : `This must be a number, not ${shown(value)}.`;
  }
}

function stringProblem(
  schema: StringParameter,
  value: string,
): string | undefined {
  if (value.length > MAX_STRING_LENGTH) {
    return `At most ${MAX_STRING_LENGTH} characters are read.`;
  }
  const length = [...value].length;
  if (schema.enum && !schema.enum.includes(value)) {
    return `${shown(value)} is none of ${schema.enum.join(', ')}.`;
  }
  if (schema.minLength !== undefined && length < schema.minLength) {
    return `At least ${schema.minLength} characters are needed, ${length} are given.`;
  }
  if (schema.maxLength !== undefined && length > schema.maxLength) {
    return `At most ${schema.maxLength} characters are allowed, ${length} are given.`;
  }
  if (
    schema.pattern !== undefined &&
    !compilePattern(schema.pattern)?.test(value)
  ) {
    return `${shown(value)} does not match the pattern ${schema.pattern}.`;
  }
  return undefined;
}

function numberProblem(
  schema: NumberParameter,
  value: number,
): string | undefined {
  if (schema.type === 'integer' && !Number.isSafeInteger(value)) {
    return `This must be a whole number, not ${value}.`;
  }
  if (schema.enum && !schema.enum.includes(value)) {
    return `${value} is none of ${schema.enum.join(', ')}.`;
  }
  if (schema.minimum !== undefined && value < schema.minimum) {
    return `${value} is below the least allowed, ${schema.minimum}.`;
  }
  if (schema.maximum !== undefined && value > schema.maximum) {
    return `${value} is above the most allowed, ${schema.maximum}.`;
  }
  return undefined;
}

function shown(value: JsonValue): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
