import { isJsonObject, JsonObject, JsonValue, ownValue } from '../json';
import {
  ObjectParameter,
  ParameterSchema,
} from '../parameters/parameterSchema';

/** Deepest nesting; deeper values can only be given as a whole. */
const MAX_DEPTH = 8;
/** Most parameters; schemas that use definitions twice grow without bound. */
const MAX_PARAMETERS = 1_000;

/** The parameters of a values schema, with the paths of those that cannot be asked for. */
export interface SchemaParameters {
  readonly parameters: ObjectParameter;
  /** What the schema says of them has no counterpart; the chart's own values stay. */
  readonly leftOut: readonly string[];
}

interface Place {
  readonly path: string;
  readonly depth: number;
  /** The chart's own value. */
  readonly value: JsonValue | undefined;
}

class SchemaReader {
  readonly leftOut: string[] = [];
  private count = 0;

  constructor(private readonly root: JsonObject) {}

  readObject(schema: JsonObject, place: Place): ObjectParameter {
    const properties = isJsonObject(schema.properties) ? schema.properties : {};
    const own = isJsonObject(place.value) ? place.value : {};
    const fields = Object.entries(properties).flatMap(([name, property]) => {
      const path = place.path ? `${place.path}.${name}` : name;
      const field = this.read(property, {
        path,
        depth: place.depth + 1,
        value: ownValue(own, name),
      });
      if (!field) {
        this.leftOut.push(path);
      }
      return field ? [[name, field] as const] : [];
    });
    const known = new Map(fields);
    const required = (
      Array.isArray(schema.required) ? schema.required : []
    ).filter(
      (name: JsonValue): name is string =>
        typeof name === 'string' && known.get(name)?.default === undefined,
    );
    const hasDefault = fields.some(
      ([, { default: value }]) => value !== undefined,
    );
    return {
      type: 'object',
      ...described(schema),
      fields: Object.fromEntries(fields),
      required: required.filter(name => known.has(name)),
      ...(hasDefault && required.length === 0 && { default: {} }),
    };
  }

  private read(given: JsonValue, place: Place): ParameterSchema | undefined {
    this.count += 1;
    const schema = this.resolve(given);
    if (!schema || place.depth > MAX_DEPTH || this.count > MAX_PARAMETERS) {
      return undefined;
    }
    const type = schema.type ?? enumType(schema.enum);
    const kept = { ...described(schema), ...defaultOf(schema, place.value) };
    switch (type) {
      case 'string':
        return {
          type,
          ...kept,
          ...textsOf(schema.enum),
          ...numbersIn(schema, ['minLength', 'maxLength']),
          ...(typeof schema.pattern === 'string' && {
            pattern: schema.pattern,
          }),
        };
      case 'integer':
      case 'number':
        return {
          type,
          ...kept,
          ...numbersOf(schema.enum),
          ...numbersIn(schema, ['minimum', 'maximum']),
        };
      case 'boolean':
        return { type, ...kept };
      case 'array': {
        const items = this.read(schema.items ?? {}, {
          ...place,
          depth: place.depth + 1,
          value: undefined,
        });
        return (
          items && {
            type,
            ...kept,
            items,
            ...numbersIn(schema, ['minItems', 'maxItems']),
            ...(schema.uniqueItems === true && { uniqueItems: true }),
          }
        );
      }
      case 'object':
        return this.readMapping(schema, place, kept);
      default:
        return undefined;
    }
  }

  private readMapping(
    schema: JsonObject,
    place: Place,
    kept: JsonObject,
  ): ParameterSchema | undefined {
    if (isJsonObject(schema.properties)) {
      return this.readObject(schema, place);
    }
    const { additionalProperties } = schema;
    if (!isJsonObject(additionalProperties)) {
      return { type: 'open', ...kept };
    }
    const values = this.read(additionalProperties, {
      ...place,
      depth: place.depth + 1,
      value: undefined,
    });
    return values && { type: 'map', ...kept, values };
  }

  /** The schema, with a local reference followed; nothing for alternatives, which have no counterpart. */
  private resolve(given: JsonValue, steps: number = 0): JsonObject | undefined {
    if (!isJsonObject(given) || steps > MAX_DEPTH) {
      return undefined;
    }
    if (['oneOf', 'anyOf', 'allOf', 'not', 'if'].some(word => word in given)) {
      return undefined;
    }
    const reference = given.$ref;
    if (reference === undefined) {
      return given;
    }
    if (typeof reference !== 'string' || !reference.startsWith('#/')) {
      return undefined;
    }
    const target = reference
      .slice(2)
      .split('/')
      .reduce<JsonValue | undefined>(
        (value, step) =>
          isJsonObject(value) ? ownValue(value, step) : undefined,
        this.root,
      );
    return target === undefined ? undefined : this.resolve(target, steps + 1);
  }
}

/**
 * Reads a JSON Schema of values as parameters: types, enumerations, bounds, patterns, defaults, local definitions. Values of
 * the chart stand in as defaults where the schema has none. A property that may be of several types, or is described by
 * alternatives, is no parameter.
 */
export function parametersFromSchema(options: {
  readonly schema: JsonObject;
  /** The values that hold when none are given. */
  readonly defaults?: JsonObject;
}): SchemaParameters {
  const reader = new SchemaReader(options.schema);
  const parameters = reader.readObject(options.schema, {
    path: '',
    depth: 0,
    value: options.defaults ?? {},
  });
  return { parameters, leftOut: reader.leftOut };
}

function described(schema: JsonObject): { readonly description?: string } {
  return typeof schema.description === 'string'
    ? { description: schema.description }
    : {};
}

function defaultOf(
  schema: JsonObject,
  own: JsonValue | undefined,
): { readonly default?: JsonValue } {
  // An empty text in values.yaml mostly means "give one".
  const value =
    schema.default ?? (own === '' || own === null ? undefined : own);
  return value === undefined || value === null ? {} : { default: value };
}

function enumType(values: JsonValue | undefined): string | undefined {
  return Array.isArray(values) &&
    values.every(value => typeof value === 'string')
    ? 'string'
    : undefined;
}

function textsOf(values: JsonValue | undefined): {
  readonly enum?: readonly string[];
} {
  return Array.isArray(values)
    ? {
        enum: values.filter(
          (value: JsonValue): value is string => typeof value === 'string',
        ),
      }
    : {};
}

function numbersOf(values: JsonValue | undefined): {
  readonly enum?: readonly number[];
} {
  return Array.isArray(values)
    ? {
        enum: values.filter(
          (value: JsonValue): value is number => typeof value === 'number',
        ),
      }
    : {};
}

function numbersIn(
  schema: JsonObject,
  words: readonly string[],
): Readonly<Record<string, number>> {
  return Object.fromEntries(
    words.flatMap(word => {
      const value = schema[word];
      return typeof value === 'number' ? [[word, value] as const] : [];
    }),
  );
}
