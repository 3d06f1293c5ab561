import { isJsonObject, JsonObject, JsonValue } from '../json';
import { JsonPath } from '../path';
import { templateError, UnplacedProblem } from '../problem';
import { applyMarkers } from './applyMarkers';
import { readFieldText } from './markers';
import { ObjectParameter, ParameterSchema } from './parameterSchema';

/** Deepest nesting of objects, lists, maps and named types, as in kro. */
const MAX_DEPTH = 16;

/** Most parameters, counted after named types were put in: types that use types twice grow without bound. */
const MAX_PARAMETERS = 1_000;

const NAMED_TYPE = /^[A-Za-z][A-Za-z0-9]*$/;
const FIELD_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** The parameters, with what is wrong; fields with an error are left out. */
export interface ParseParametersResult {
  readonly parameters: ObjectParameter;
  readonly problems: readonly UnplacedProblem[];
}

/** Where a field stands and how it was reached. */
interface Position {
  readonly path: JsonPath;
  readonly depth: number;
  /** The named types being resolved, to find a type that contains itself. */
  readonly resolving: readonly string[];
}

interface ParsedField {
  readonly schema: ParameterSchema;
  readonly required: boolean;
}

/**
 * Reads `schema.spec` in kro's SimpleSchema: a field is `type | markers`, or a mapping of further fields. `types`
 * holds named types, which are put in where they are used.
 */
export function parseParameters(options: {
  readonly spec: JsonObject;
  readonly types: JsonObject;
  readonly path: JsonPath;
}): ParseParametersResult {
  const problems: UnplacedProblem[] = [];
  let count = 0;

  const parseFields = (
    fields: JsonObject,
    position: Position,
  ): ObjectParameter => {
    const parsed: [string, ParameterSchema][] = [];
    const required: string[] = [];
    for (const [name, value] of Object.entries(fields)) {
      const path = [...position.path, name];
      if (!FIELD_NAME.test(name)) {
        problems.push({
          ...templateError(
            'invalid-parameter',
            path,
            `"${name}" is no parameter name. Use a letter, then letters, digits and "_".`,
          ),
          at: 'key',
        });
        continue;
      }
      const field = parseField(value, { ...position, path });
      if (field) {
        parsed.push([name, field.schema]);
        if (field.required) {
          required.push(name);
        }
      }
    }
    return withCascadingDefault({
      type: 'object',
      fields: Object.fromEntries(parsed),
      required,
    });
  };

  const parseField = (
    value: JsonValue,
    position: Position,
  ): ParsedField | undefined => {
    count += 1;
    if (count > MAX_PARAMETERS) {
      return count === MAX_PARAMETERS + 1
        ? refuse(
            position,
            `A template has at most ${MAX_PARAMETERS} parameters, those of named types included.`,
          )
        : undefined;
    }
    if (position.depth > MAX_DEPTH) {
      return refuse(position, `Parameters nest at most ${MAX_DEPTH} deep.`);
    }
    if (isJsonObject(value)) {
      return {
        schema: parseFields(value, deeper(position)),
        required: false,
      };
    }
    if (typeof value !== 'string') {
      return refuse(
        position,
        'A parameter is a text such as "integer | default=3", or a mapping of further parameters.',
      );
    }
    const text = readFieldText(value);
    if (!text.ok) {
      return refuse(position, text.message);
    }
    const type = parseType(text.type, position);
    const field = type && applyMarkers(type, text.markers);
    if (field && !field.ok) {
      return refuse(position, field.message);
    }
    return field;
  };

  const parseType = (
    type: string,
    position: Position,
  ): ParameterSchema | undefined => {
    if (position.depth > MAX_DEPTH) {
      refuse(position, `Parameters nest at most ${MAX_DEPTH} deep.`);
      return undefined;
    }
    switch (type) {
      case 'string':
      case 'integer':
      case 'boolean':
        return { type };
      case 'float':
        return { type: 'number' };
      case 'object':
        return { type: 'open' };
      default:
    }
    if (type.startsWith('[]')) {
      const items = parseType(type.slice(2), deeper(position));
      return items && { type: 'array', items };
    }
    if (type.startsWith('map[string]')) {
      const values = parseType(
        type.slice('map[string]'.length),
        deeper(position),
      );
      return values && { type: 'map', values };
    }
    return parseNamedType(type, position);
  };

  const parseNamedType = (
    type: string,
    position: Position,
  ): ParameterSchema | undefined => {
    if (!NAMED_TYPE.test(type) || !Object.hasOwn(options.types, type)) {
      refuse(
        position,
        `"${type}" is no type. Use string, integer, float, boolean, object, []type, map[string]type or a name from schema.types.`,
      );
      return undefined;
    }
    if (position.resolving.includes(type)) {
      refuse(
        position,
        `The type contains itself: ${[...position.resolving, type].join(
          ' → ',
        )}.`,
      );
      return undefined;
    }
    return parseField(options.types[type], {
      ...deeper(position),
      resolving: [...position.resolving, type],
    })?.schema;
  };

  const refuse = (position: Position, message: string): undefined => {
    problems.push(templateError('invalid-parameter', position.path, message));
    return undefined;
  };

  const parameters = parseFields(options.spec, {
    path: options.path,
    depth: 0,
    resolving: [],
  });
  return { parameters, problems };
}

function deeper(position: Position): Position {
  return { ...position, depth: position.depth + 1 };
}

/** kro gives an object the default `{}` when a field in it has one and none is required, so that defaults cascade. */
function withCascadingDefault(schema: ObjectParameter): ObjectParameter {
  const hasDefault = Object.values(schema.fields).some(
    field => field.default !== undefined,
  );
  return hasDefault && schema.required.length === 0
    ? { ...schema, default: {} }
    : schema;
}
