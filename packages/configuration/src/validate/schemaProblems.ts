import Ajv2020, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { formatPath, JsonObject, JsonPath, JsonValue } from '../json';
import { Origin } from '../layer/configurationFile';
import { ConfigurationProblem } from '../problem';

/** Where the value at a path was set. */
export type PlaceOf = (path: JsonPath) => Origin | undefined;

const compiled = new WeakMap<JsonObject, ValidateFunction>();

/** What of a schema a value violates, all of it. */
export function schemaProblems(
  schema: JsonObject,
  value: JsonValue,
  placeOf: PlaceOf,
): readonly ConfigurationProblem[] {
  const validate = compile(schema);
  if (validate(value)) {
    return [];
  }
  return (validate.errors ?? []).map(error => {
    const path = pathOf(error.instancePath, value);
    const origin = placeOf(path);
    return {
      code: 'schema',
      message: wordsOf(error),
      path: formatPath(path),
      ...(origin && { origin }),
    };
  });
}

function compile(schema: JsonObject): ValidateFunction {
  const known = compiled.get(schema);
  if (known) {
    return known;
  }
  // Our keywords are no part of JSON Schema; formats are left to whoever uses the value.
  const validate = new Ajv2020({
    allErrors: true,
    strict: false,
    validateFormats: false,
  }).compile(schema);
  compiled.set(schema, validate);
  return validate;
}

function wordsOf({ keyword, message, params }: ErrorObject): string {
  switch (keyword) {
    case 'additionalProperties':
      return `There is no setting "${params.additionalProperty}" here, or this level may not set it.`;
    case 'required':
      return `"${params.missingProperty}" is missing.`;
    case 'enum':
      return `This must be one of ${JSON.stringify(params.allowedValues)}.`;
    default:
      return `This ${message ?? 'is not allowed'}.`;
  }
}

/** A JSON pointer as a path; indices of lists become numbers. */
function pathOf(pointer: string, root: JsonValue): JsonPath {
  let current: unknown = root;
  return pointer
    .split('/')
    .slice(1)
    .map(step => step.replace(/~1/g, '/').replace(/~0/g, '~'))
    .map(step => {
      const key = Array.isArray(current) ? Number(step) : step;
      current =
        typeof current === 'object' && current !== null
          ? Reflect.get(current, key)
          : undefined;
      return key;
    });
}
