import { JsonObject, JsonValue } from '../json';
import { Template } from '../template';
import { ParameterSchema } from './parameterSchema';

/**
 * A step of a form: top-level parameters that belong together.
 *
 * @public
 */
export interface ParameterGroup {
  readonly title: string;
  readonly description?: string;
  readonly parameters: readonly string[];
}

/**
 * What a form needs of a template.
 *
 * @public
 */
export type FormTemplate = Pick<Template, 'parameters' | 'annotations'>;

/**
 * The parameters as JSON Schema draft 7, for forms. Titles come from the form annotation, or else from the names;
 * unknown properties are refused.
 *
 * @public
 */
export function parametersJsonSchema(template: FormTemplate): JsonObject {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    ...schemaOf(
      template.parameters,
      '',
      template.annotations.form.titles ?? {},
    ),
    title: template.annotations.title,
  };
}

/**
 * The groups of the form annotation, and a last one with the parameters that are in none.
 *
 * @public
 */
export function parameterGroups(
  template: FormTemplate,
): readonly ParameterGroup[] {
  const groups = template.annotations.form.groups ?? [];
  const grouped = new Set(groups.flatMap(group => group.parameters));
  const rest = Object.keys(template.parameters.fields).filter(
    name => !grouped.has(name),
  );
  return rest.length > 0
    ? [
        ...groups,
        {
          title: groups.length > 0 ? 'More' : 'Parameters',
          parameters: rest,
        },
      ]
    : groups;
}

function schemaOf(
  schema: ParameterSchema,
  path: string,
  titles: Readonly<Record<string, string>>,
): JsonObject {
  const name = path.split('.').pop() ?? '';
  const described = {
    ...(path && { title: titles[path] ?? titleFrom(name) }),
    ...(schema.description !== undefined && {
      description: schema.description,
    }),
  };
  switch (schema.type) {
    case 'array':
      return {
        ...described,
        ...boundsOf(schema),
        ...(schema.listType === 'set' && { uniqueItems: true }),
        items: unnamed(schemaOf(schema.items, path, titles)),
      };
    case 'map':
      return {
        ...described,
        type: 'object',
        ...defaultOf(schema),
        additionalProperties: unnamed(schemaOf(schema.values, path, titles)),
      };
    case 'open':
      return {
        ...described,
        ...(schema.isFaulty ? {} : { type: 'object' }),
        ...defaultOf(schema),
      };
    case 'object':
      return {
        ...described,
        type: 'object',
        properties: Object.fromEntries(
          Object.entries(schema.fields).map(([field, inner]) => [
            field,
            schemaOf(inner, path ? `${path}.${field}` : field, titles),
          ]),
        ),
        ...(schema.required.length > 0 && { required: schema.required }),
        additionalProperties: false,
      };
    default:
      return { ...described, ...boundsOf(schema) };
  }
}

/** What JSON Schema has a word for. */
const KEYWORDS: readonly string[] = [
  'type',
  'default',
  'enum',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'uniqueItems',
];

function boundsOf(schema: ParameterSchema): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => KEYWORDS.includes(key)),
  );
}

function defaultOf({ default: value }: { default?: JsonValue }): JsonObject {
  return value === undefined ? {} : { default: value };
}

/** Items of a list and values of a map carry no title of their own. */
function unnamed({ title: _, ...schema }: JsonObject): JsonObject {
  return schema;
}

/** `readyTimeout` becomes `Ready timeout`. */
function titleFrom(name: string): string {
  const words = name
    .replace(/_/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
