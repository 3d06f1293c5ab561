import { FieldFault } from '../api/ApiError';
import { isJsonObject, jsonEquals, JsonValue } from '../model/KubernetesObject';
import { SchemaNode } from '../schema/schema';

/** What a schema's types and bounds find wrong with one value, in the API server's words. Parts of the value are not looked at. */
export function valueFaults(
  value: JsonValue,
  schema: SchemaNode,
  path: string,
): FieldFault[] {
  if (value === null && schema.nullable) {
    return [];
  }
  const type = typeName(value);
  if (!hasType(type, value, schema)) {
    return [
      invalid(
        path,
        type,
        `${path} in body must be of type ${schema.type}: ${JSON.stringify(
          type,
        )}`,
      ),
    ];
  }
  const faults = [
    ...enumFaults(value, schema, path),
    ...boundFaults(value, schema, path),
  ];
  if (isJsonObject(value)) {
    const missing = (schema.required ?? []).filter(
      field => value[field] === undefined,
    );
    faults.push(
      ...missing.map(field => ({
        field: path ? `${path}.${field}` : field,
        reason: 'FieldValueRequired' as const,
        message: 'Required value',
      })),
    );
  }
  return faults;
}

function enumFaults(
  value: JsonValue,
  { enum: choices }: SchemaNode,
  path: string,
): FieldFault[] {
  return choices && !choices.some(choice => jsonEquals(choice, value))
    ? [
        {
          field: path,
          reason: 'FieldValueNotSupported',
          message: `Unsupported value: ${JSON.stringify(
            value,
          )}: supported values: ${choices
            .map(choice => JSON.stringify(choice))
            .join(', ')}`,
        },
      ]
    : [];
}

function boundFaults(
  value: JsonValue,
  schema: SchemaNode,
  path: string,
): FieldFault[] {
  const { minimum, maximum, minLength, maxLength, minItems, maxItems } = schema;
  const texts: string[] = [];
  const tooLong: FieldFault[] = [];
  if (typeof value === 'number') {
    if (minimum !== undefined && value < minimum) {
      texts.push(`should be greater than or equal to ${minimum}`);
    }
    if (maximum !== undefined && value > maximum) {
      texts.push(`should be less than or equal to ${maximum}`);
    }
  }
  if (typeof value === 'string') {
    if (minLength !== undefined && value.length < minLength) {
      texts.push(`should be at least ${minLength} chars long`);
    }
    if (maxLength !== undefined && value.length > maxLength) {
      tooLong.push({
        field: path,
        reason: 'FieldValueInvalid',
        message: `Too long: may not be more than ${maxLength} bytes`,
      });
    }
    if (schema.pattern && !new RegExp(schema.pattern).test(value)) {
      texts.push(`should match '${schema.pattern}'`);
    }
  }
  if (Array.isArray(value)) {
    if (minItems !== undefined && value.length < minItems) {
      texts.push(`should have at least ${minItems} items`);
    }
    if (maxItems !== undefined && value.length > maxItems) {
      texts.push(`should have at most ${maxItems} items`);
    }
  }
  return [
    ...tooLong,
    ...texts.map(text => invalid(path, value, `${path} in body ${text}`)),
  ];
}

function hasType(type: string, value: JsonValue, schema: SchemaNode): boolean {
  if (schema['x-kubernetes-int-or-string']) {
    return type === 'string' || Number.isInteger(value);
  }
  return (
    schema.type === undefined ||
    schema.type === type ||
    (schema.type === 'number' && type === 'integer')
  );
}

function typeName(value: JsonValue): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  if (typeof value === 'number') {
    return Number.isInteger(value) ? 'integer' : 'number';
  }
  return value === null ? 'null' : typeof value;
}

function invalid(field: string, value: JsonValue, why: string): FieldFault {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  };
}
