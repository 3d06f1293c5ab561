import { FieldFault } from '../api/ApiError';

/** A field whose value is not allowed. */
export function invalidField(
  field: string,
  value: unknown,
  why: string,
): FieldFault {
  return {
    field,
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
  };
}

/** An immutable field's fault, in the API server's words. */
export function immutable(field: string, value: unknown): FieldFault {
  return invalidField(field, value, 'field is immutable');
}

/** A field that must not be changed or set. */
export function forbiddenField(field: string, why: string): FieldFault {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` };
}

/** A field that is missing. */
export function requiredField(field: string): FieldFault {
  return { field, reason: 'FieldValueRequired', message: 'Required value' };
}
