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

/** The parameters, with what is wrong; a field with an error may hold anything. */
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

/** Keeps the problems and the count of one template's parameters. */
class ParameterParser {
  readonly problems: UnplacedProblem[] = [];
  private count = 0;

  constructor(private readonly types: JsonObject) {}

  parseFields(fields: JsonObject, position: Position): ObjectParameter {
    const parsed: [string, ParameterSchema][] = [];
    const required: string[] = [];
    for (const [name, value] of Object.entries(fields)) {
      const path = [...position.path, name];
      if (!FIELD_NAME.test(name)) {
        this.problems.push({
          ...templateError(
            'invalid-parameter',
            path,
            `"${name}" is no parameter name. Use a letter, then letters, digits and "_".`,
          ),
          at: 'key',
        });
        continue;
      }
      const field = this.parseField(value, { ...position, path });
      // A faulty parameter stays known, so that its uses are not reported as well.
      parsed.push([name, field?.schema ?? { type: 'open', isFaulty: true }]);
      if (field?.required) {
        required.push(name);
      }
    }
    return withCascadingDefault({
      type: 'object',
      fields: Object.fromEntries(parsed),
      required,
    });
  }

  private parseField(
    value: JsonValue,
    position: Position,
  ): ParsedField | undefined {
    this.count += 1;
    if (this.count > MAX_PARAMETERS) {
      return this.count === MAX_PARAMETERS + 1
        ? this.refuse(
            position,
            `A template has at most ${MAX_PARAMETERS} parameters, those of named types included.`,
          )
        : undefined;
    }
    if (position.depth > MAX_DEPTH) {
      return this.refuse(
        position,
        `Parameters nest at most ${MAX_DEPTH} deep.`,
      );
    }
    if (isJsonObject(value)) {
      return {
        schema: this.parseFields(value, deeper(position)),
        required: false,
      };
    }
    if (typeof value !== 'string') {
      return this.refuse(
        position,
        'A parameter is a text such as "integer | default=3", or a mapping of further parameters.',
      );
    }
    const text = readFieldText(value);
    if (!text.ok) {
      return this.refuse(position, text.message);
    }
    const type = this.parseType(text.type, position);
    const field = type && applyMarkers(type.schema, text.markers);
    if (field && !field.ok) {
      return this.refuse(position, field.message);
    }
    return field && { ...field, required: field.required || type.required };
  }

  /** A named type that is itself marked required makes the field that has it required. */
  private parseType(type: string, position: Position): ParsedField | undefined {
    if (position.depth > MAX_DEPTH) {
      this.refuse(position, `Parameters nest at most ${MAX_DEPTH} deep.`);
      return undefined;
    }
    switch (type) {
      case 'string':
      case 'integer':
      case 'boolean':
        return { schema: { type }, required: false };
      case 'float':
        return { schema: { type: 'number' }, required: false };
      case 'object':
        return { schema: { type: 'open' }, required: false };
      default:
    }
    if (type.startsWith('[]')) {
      const items = this.parseType(type.slice(2), deeper(position));
      return (
        items && {
          schema: { type: 'array', items: items.schema },
          required: false,
        }
      );
    }
    if (type.startsWith('map[string]')) {
      const values = this.parseType(
        type.slice('map[string]'.length),
        deeper(position),
      );
      return (
        values && {
          schema: { type: 'map', values: values.schema },
          required: false,
        }
      );
    }
    return this.parseNamedType(type, position);
  }

  private parseNamedType(
    type: string,
    position: Position,
  ): ParsedField | undefined {
    if (!NAMED_TYPE.test(type) || !Object.hasOwn(this.types, type)) {
      this.refuse(
        position,
        `"${type}" is no type. Use string, integer, float, boolean, object, []type, map[string]type or a name from schema.types.`,
      );
      return undefined;
    }
    if (position.resolving.includes(type)) {
      this.refuse(
        position,
        `The type contains itself: ${[...position.resolving, type].join(
          ' → ',
        )}.`,
      );
      return undefined;
    }
    return this.parseField(this.types[type], {
      ...deeper(position),
      resolving: [...position.resolving, type],
    });
  }

  private refuse(position: Position, message: string): undefined {
    this.problems.push(
      templateError('invalid-parameter', position.path, message),
    );
    return undefined;
  }
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
  const parser = new ParameterParser(options.types);
  const parameters = parser.parseFields(options.spec, {
    path: options.path,
    depth: 0,
    resolving: [],
  });
  return { parameters, problems: parser.problems };
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
