import type { JsonObject, JsonValue } from '@backstage/types';

const SECRET = /^(credentials?|.*secret(name)?|.*passwordfrom)$/i;
const SCHEDULE = /^(schedule|.*schedule|cron)$/i;
const SIZES: Readonly<Record<string, string>> = {
  cpu: 'cpu',
  memory: 'memory',
  storage: 'storage',
};

/** A parameter as the form draws it: names that mean a schedule, a secret or a size get the field made for them. */
export function parameterField(name: string, schema: JsonValue): JsonValue {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return schema;
  }
  if (schema.type !== 'string' || schema.enum !== undefined) {
    return schema;
  }
  return { ...schema, ...widgetOf(name, schema) };
}

function widgetOf(name: string, schema: JsonObject): JsonObject {
  if (SCHEDULE.test(name)) {
    return { 'ui:field': 'MandateSchedulePicker' };
  }
  if (SECRET.test(name)) {
    return { 'ui:field': 'MandateSecretPicker' };
  }
  if (Object.hasOwn(SIZES, name)) {
    return {
      'ui:field': 'MandateSizePicker',
      'ui:options': { resource: SIZES[name] },
    };
  }
  const length = schema.maxLength;
  return typeof length === 'number' && length > 255
    ? { 'ui:widget': 'textarea' }
    : {};
}
