import { JsonValue } from '../json';
import { Marker } from './markers';
import { ParameterSchema } from './parameterSchema';
import { compilePattern } from './pattern';
import { listProblem } from './listProblem';
import { compileRule } from './validationRule';
import { validateValue } from './validateValue';

/** A field's schema with its markers applied, or what is wrong with one of them. */
export type ApplyMarkersResult =
  | {
      readonly ok: true;
      readonly schema: ParameterSchema;
      readonly required: boolean;
    }
  | { readonly ok: false; readonly message: string };

type Setting =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly message: string };

/** Markers that add to what was said before. */
const REPEATABLE: ReadonlySet<string> = new Set(['validation', 'listMapKey']);

/** Applies the markers in order, then checks the default against the finished schema. */
export function applyMarkers(
  type: ParameterSchema,
  markers: readonly Marker[],
): ApplyMarkersResult {
  let schema: ParameterSchema = type;
  let required = false;
  const seen = new Set<string>();
  for (const marker of markers) {
    if (seen.has(marker.key) && !REPEATABLE.has(marker.key)) {
      return { ok: false, message: `The marker ${marker.key} is set twice.` };
    }
    seen.add(marker.key);
    if (marker.key === 'required') {
      const value = readBoolean(marker);
      if (value === undefined) {
        return { ok: false, message: 'required is true or false.' };
      }
      required = value;
    } else {
      const setting = readMarker(schema, marker);
      if (!setting.ok) {
        return setting;
      }
      // safety: readMarker only answers fields that the schema's own type has.
      schema = { ...schema, ...setting.fields } as ParameterSchema;
    }
  }
  const message = listProblem(schema);
  return message ? { ok: false, message } : checkDefault(schema, required);
}

function checkDefault(
  schema: ParameterSchema,
  required: boolean,
): ApplyMarkersResult {
  if (schema.default !== undefined) {
    const result = validateValue(schema, schema.default, []);
    if (!result.ok) {
      return {
        ok: false,
        message: `The default is not allowed by the field itself: ${result.problems[0].message}`,
      };
    }
    // With its keys sorted, as every validated value, so that the two compare.
    return {
      ok: true,
      schema: { ...schema, default: result.value } as ParameterSchema,
      required,
    }; // safety: validated against this schema
  }
  return { ok: true, schema, required };
}

function readMarker(schema: ParameterSchema, marker: Marker): Setting {
  switch (marker.key) {
    case 'description':
      return { ok: true, fields: { description: marker.value } };
    case 'default':
      return readDefault(schema, marker.value);
    case 'enum':
      return readEnum(schema, marker.value);
    case 'minimum':
    case 'maximum':
      return onlyFor(schema, ['integer', 'number'], marker, readNumber);
    case 'minLength':
    case 'maxLength':
      return onlyFor(schema, ['string'], marker, readCount);
    case 'minItems':
    case 'maxItems':
      return onlyFor(schema, ['array'], marker, readCount);
    case 'uniqueItems':
      return onlyFor(schema, ['array'], marker, readBoolean);
    case 'pattern':
      return onlyFor(schema, ['string'], marker, readPattern);
    case 'validation':
      return readValidation(schema, marker.value);
    case 'immutable': {
      const value = readBoolean(marker);
      return value === undefined
        ? { ok: false, message: 'immutable is true or false.' }
        : { ok: true, fields: { immutable: value } };
    }
    case 'listType':
      return onlyFor(schema, ['array'], marker, readListType);
    case 'listMapKey':
      return schema.type === 'array'
        ? {
            ok: true,
            fields: {
              listMapKeys: [...(schema.listMapKeys ?? []), marker.value],
            },
          }
        : { ok: false, message: 'listMapKey is for lists.' };
    default:
      return {
        ok: false,
        message: `${marker.key} is no marker. Known are required, default, description, enum, minimum, maximum, minLength, maxLength, pattern, minItems, maxItems, uniqueItems, listType, listMapKey, immutable and validation.`,
      };
  }
}

function onlyFor(
  schema: ParameterSchema,
  types: readonly ParameterSchema['type'][],
  marker: Marker,
  read: (marker: Marker) => unknown,
): Setting {
  if (!types.includes(schema.type)) {
    return {
      ok: false,
      message: `${marker.key} is for ${types.join(' and ')}, but the type is ${
        schema.type
      }.`,
    };
  }
  const value = read(marker);
  return value === undefined
    ? {
        ok: false,
        message: `${marker.key} cannot be ${JSON.stringify(marker.value)}.`,
      }
    : { ok: true, fields: { [marker.key]: value } };
}

/** The spellings of Go's `strconv.ParseBool`, which kro uses. */
function readBoolean({ value }: Marker): boolean | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) {
    return true;
  }
  return ['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)
    ? false
    : undefined;
}

function readNumber({ value }: Marker): number | undefined {
  const number = Number(value);
  return value.trim() !== '' && Number.isFinite(number) ? number : undefined;
}

function readCount({ value }: Marker): number | undefined {
  return /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function readPattern({ value }: Marker): string | undefined {
  return value !== '' && compilePattern(value) ? value : undefined;
}

function readEnum(schema: ParameterSchema, text: string): Setting {
  const choices = text.split(',').map(choice => choice.trim());
  if (choices.some(choice => choice === '')) {
    return { ok: false, message: 'enum has an empty choice.' };
  }
  if (schema.type === 'string') {
    return { ok: true, fields: { enum: choices } };
  }
  if (
    schema.type === 'integer' &&
    choices.every(choice => /^-?\d{1,15}$/.test(choice))
  ) {
    return { ok: true, fields: { enum: choices.map(Number) } };
  }
  return {
    ok: false,
    message: 'enum is a comma-separated list for string and integer fields.',
  };
}

/** As kro does, a string default is put between quotes as it is; every other default is raw JSON. */
function readDefault(schema: ParameterSchema, text: string): Setting {
  try {
    const value: JsonValue = JSON.parse(
      schema.type === 'string' ? `"${text}"` : text,
    );
    return { ok: true, fields: { default: value } };
  } catch {
    return {
      ok: false,
      message: `The default ${JSON.stringify(text)} is no ${
        schema.type
      }. Lists and objects are written as JSON; in texts, quotes and backslashes are escaped twice.`,
    };
  }
}

function readListType({ value }: Marker): string | undefined {
  return ['atomic', 'set', 'map'].includes(value) ? value : undefined;
}

function readValidation(schema: ParameterSchema, rule: string): Setting {
  const words = compileRule(schema, rule);
  return typeof words === 'string'
    ? { ok: false, message: `The validation ${rule} is not valid: ${words}` }
    : {
        ok: true,
        fields: { validations: [...(schema.validations ?? []), rule] },
      };
}
