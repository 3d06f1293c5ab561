import type { JsonObject, JsonValue } from '@backstage/types';

const SECRET = /^(credentials?|.*secret(name)?|.*passwordfrom)$/i;
const SCHEDULE = /^(schedule|.*schedule|cron)$/i;
const SIZES = ['cpu', 'memory', 'storage'] as const;

/** What a month of a core or a GiB costs. */
export interface SizePrices {
  readonly currency?: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly storage?: number;
}

/** A parameter as the form draws it: names that mean a schedule, a secret or a size get the field made for them. */
export function parameterField(
  name: string,
  schema: JsonValue,
  prices: SizePrices,
): JsonValue {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
    return schema;
  }
  if (schema.type !== 'string' || schema.enum !== undefined) {
    return schema;
  }
  return { ...schema, ...widgetOf(name, schema, prices) };
}

function widgetOf(
  name: string,
  schema: JsonObject,
  prices: SizePrices,
): JsonObject {
  if (SCHEDULE.test(name)) {
    return { 'ui:field': 'MandateSchedulePicker' };
  }
  if (SECRET.test(name)) {
    return { 'ui:field': 'MandateSecretPicker' };
  }
  const resource = SIZES.find(size => size === name);
  if (resource) {
    const monthlyPrice = prices[resource];
    return {
      'ui:field': 'MandateSizePicker',
      'ui:options': {
        resource,
        ...(monthlyPrice !== undefined && {
          monthlyPrice,
          currency: prices.currency,
        }),
      },
    };
  }
  const length = schema.maxLength;
  return typeof length === 'number' && length > 255
    ? { 'ui:widget': 'textarea' }
    : {};
}
