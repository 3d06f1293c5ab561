import { isJsonObject, JsonObject, JsonValue, ownValue } from '../json';
import { formatPath, JsonPath } from '../path';
import { ArrayParameter, ParameterSchema } from './parameterSchema';
import { brokenRule } from './validationRule';
import { valueProblem } from './valueProblem';

/**
 * What is wrong with one value. `path` is the parameter's, such as `resources.cpu`.
 *
 * @public
 */
export interface ParameterProblem {
  readonly path: string;
  readonly message: string;
}

/**
 * The value with its defaults filled in and map keys sorted, or everything that is wrong with it.
 *
 * @public
 */
export type ValidationResult<T extends JsonValue = JsonValue> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly ParameterProblem[] };

/** Checks and defaults one value. Keys are sorted so that equal values render equal objects. */
export function validateValue(
  schema: ParameterSchema,
  value: JsonValue,
  path: JsonPath,
): ValidationResult {
  const result = validateShape(schema, value, path);
  // A rule expects what the rest of the schema promises.
  const broken = result.ok ? brokenRule(schema, result.value) : undefined;
  return broken === undefined
    ? result
    : {
        ok: false,
        problems: [
          {
            path: formatPath(path),
            message: `The value breaks the rule ${broken}.`,
          },
        ],
      };
}

function validateShape(
  schema: ParameterSchema,
  value: JsonValue,
  path: JsonPath,
): ValidationResult {
  switch (schema.type) {
    case 'object':
      return isJsonObject(value)
        ? validateFields(schema.fields, schema.required, value, path)
        : wrongType('an object', path, value);
    case 'map':
      return isJsonObject(value)
        ? collect(value, key =>
            validateValue(schema.values, value[key], [...path, key]),
          )
        : wrongType('a map of names to values', path, value);
    case 'open':
      return isJsonObject(value)
        ? { ok: true, value }
        : wrongType('an object', path, value);
    case 'array':
      return validateItems(schema, value, path);
    default: {
      const message = valueProblem(schema, value);
      return message
        ? { ok: false, problems: [{ path: formatPath(path), message }] }
        : { ok: true, value };
    }
  }
}

function validateFields(
  fields: Readonly<Record<string, ParameterSchema>>,
  required: readonly string[],
  value: JsonObject,
  path: JsonPath,
): ValidationResult {
  const unknown = Object.keys(value)
    .filter(key => !Object.hasOwn(fields, key))
    .map(key => ({
      path: formatPath([...path, key]),
      message: `There is no parameter ${key}. Known are ${Object.keys(
        fields,
      ).join(', ')}.`,
    }));
  const given: Record<string, JsonValue> = {};
  const missing: ParameterProblem[] = [];
  for (const [name, schema] of Object.entries(fields)) {
    // A null for a field that has a default counts as absent, as it does for a custom resource.
    const own = ownValue(value, name);
    const present = own === null ? schema.default : own ?? schema.default;
    if (present !== undefined) {
      given[name] = present;
    } else if (required.includes(name)) {
      missing.push({
        path: formatPath([...path, name]),
        message: 'A value is required.',
      });
    } else if (own === null) {
      missing.push({
        path: formatPath([...path, name]),
        message: 'null is no value. Leave the parameter out instead.',
      });
    }
  }
  const result = collect(given, name =>
    validateValue(fields[name], given[name], [...path, name]),
  );
  const problems = [
    ...unknown,
    ...missing,
    ...(result.ok ? [] : result.problems),
  ];
  return problems.length > 0 ? { ok: false, problems } : result;
}

function validateItems(
  schema: ArrayParameter,
  value: JsonValue,
  path: JsonPath,
): ValidationResult {
  if (!Array.isArray(value)) {
    return wrongType('a list', path, value);
  }
  const results = value.map((item, index) =>
    validateValue(schema.items, item, [...path, index]),
  );
  const problems = results.flatMap(result =>
    result.ok ? [] : result.problems,
  );
  const message = lengthProblem(schema, value);
  if (message) {
    problems.push({ path: formatPath(path), message });
  }
  return problems.length > 0
    ? { ok: false, problems }
    : {
        ok: true,
        value: results.flatMap(result => (result.ok ? [result.value] : [])),
      };
}

function lengthProblem(
  schema: ArrayParameter,
  items: readonly JsonValue[],
): string | undefined {
  if (schema.minItems !== undefined && items.length < schema.minItems) {
    return `At least ${schema.minItems} are needed, ${items.length} are given.`;
  }
  if (schema.maxItems !== undefined && items.length > schema.maxItems) {
    return `At most ${schema.maxItems} are allowed, ${items.length} are given.`;
  }
  const isSet = schema.uniqueItems || schema.listType === 'set';
  const distinct = new Set(items.map(item => JSON.stringify(item)));
  if (isSet && distinct.size < items.length) {
    return 'No two may be equal.';
  }
  const keys = schema.listType === 'map' ? schema.listMapKeys ?? [] : [];
  const identities = new Set(
    items.map(item =>
      JSON.stringify(keys.map(key => (isJsonObject(item) ? item[key] : null))),
    ),
  );
  return keys.length > 0 && identities.size < items.length
    ? `No two may have the same ${keys.join(' and ')}.`
    : undefined;
}

function collect(
  object: JsonObject,
  validate: (key: string) => ValidationResult,
): ValidationResult {
  const problems: ParameterProblem[] = [];
  const entries: [string, JsonValue][] = [];
  for (const key of Object.keys(object).sort()) {
    const result = validate(key);
    if (result.ok) {
      entries.push([key, result.value]);
    } else {
      problems.push(...result.problems);
    }
  }
  return problems.length > 0
    ? { ok: false, problems }
    : { ok: true, value: Object.fromEntries(entries) };
}

function wrongType(
  expected: string,
  path: JsonPath,
  value: JsonValue,
): ValidationResult {
  const actual = Array.isArray(value) ? 'a list' : JSON.stringify(value);
  return {
    ok: false,
    problems: [
      {
        path: formatPath(path),
        message: `This must be ${expected}, not ${actual.slice(0, 80)}.`,
      },
    ],
  };
}
