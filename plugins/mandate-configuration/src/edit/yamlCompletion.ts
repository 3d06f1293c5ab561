import type { ConfigurationReferencesView } from '@mandate/plugin-mandate-common';
import { levelAllows } from './levelAllows';
import { yamlPlace, type YamlStep } from './yamlPlace';

/** Something that fits at a place. */
export interface YamlChoice {
  readonly label: string;
  readonly type: 'property' | 'enum' | 'variable';
  readonly detail?: string;
  /** What is written when it is chosen. */
  readonly insert: string;
}

/** What fits at an offset, in the place of what is written from `from` on. */
export interface YamlChoices {
  readonly from: number;
  readonly choices: readonly YamlChoice[];
}

type Schema = Readonly<Record<string, unknown>>;

/** Fits in the place of every value. */
const takeAway: YamlChoice = {
  label: '!remove',
  type: 'enum',
  detail: 'takes away what a wider level sets',
  insert: '!remove',
};

/** More steps than a schema that refers to itself is followed. */
const MOST_REFERENCES = 8;

/** What is known of a file that somebody writes. */
export interface YamlKnowledge {
  readonly schema: Schema;
  /** What the level of the file may set. */
  readonly levelSchema: Schema;
  readonly known: ConfigurationReferencesView;
}

/**
 * What fits where somebody writes: the keys that the schema has at that place, the file's level may set, and the mapping has
 * not yet; the values that it lets choose; and the names of services, ports and Secrets where it asks for one. Undefined
 * where nothing is known, or nothing may be set.
 */
export function yamlChoices(
  text: string,
  offset: number,
  knowledge: YamlKnowledge,
): YamlChoices | undefined {
  const place = yamlPlace(text, offset);
  if (!place) {
    return undefined;
  }
  const { schema, levelSchema, known } = knowledge;
  const found = schemaAt(schema, place.path);
  const keys = keysBeforeItems(place.path);
  if (!found || !levelAllows(levelSchema, keys)) {
    return undefined;
  }
  const isInList = keys.length < place.path.length;
  const values = valuesOf(found, known);
  const choices =
    place.type === 'value'
      ? [...values, takeAway]
      : [
          ...keysOf(schema, holderOf(found), place.column).filter(
            ({ label }) =>
              !place.siblings.includes(label) &&
              (isInList || levelAllows(levelSchema, [...keys, label])),
          ),
          // What stands in a list may be the item itself.
          ...(place.path.at(-1)?.type === 'item' ? values : []),
        ];
  return choices.length === 0 ? undefined : { from: place.from, choices };
}

/** What a level may set is told by keys; within a list it may set all that the list holds. */
function keysBeforeItems(path: readonly YamlStep[]): readonly string[] {
  const keys: string[] = [];
  for (const step of path) {
    if (step.type === 'item') {
      break;
    }
    keys.push(step.key);
  }
  return keys;
}

/** Keys of a reference to a Secret are the same everywhere, whatever a schema says of them. */
const secretSchema: Schema = {
  properties: {
    secretRef: {
      title: 'a key of a Secret',
      type: 'object',
      properties: {
        name: { title: 'name of the Secret', 'x-choices': 'secrets' },
        key: { title: 'key in it', 'x-choices': 'keys' },
      },
    },
  },
};

function keysOf(
  root: Schema,
  schema: Schema,
  column: number,
): readonly YamlChoice[] {
  const below = '\n'.padEnd(column + 3);
  return Object.entries(objectAt(schema, 'properties')).flatMap(
    ([key, child]): readonly YamlChoice[] => {
      const resolved = resolve(root, child);
      if (!resolved) {
        return [];
      }
      const { title, type } = resolved;
      const opens = { object: below, array: `${below}- ` };
      const end = type === 'object' || type === 'array' ? opens[type] : ' ';
      return [
        {
          label: key,
          type: 'property',
          ...(typeof title === 'string' && title !== key
            ? { detail: title }
            : {}),
          insert: `${key}:${end}`,
        },
      ];
    },
  );
}

function valuesOf(
  schema: Schema,
  known: ConfigurationReferencesView,
): readonly YamlChoice[] {
  const { enum: options, type } = schema;
  const chosen =
    Array.isArray(options) || type !== 'boolean' ? options : [true, false];
  return [
    ...(Array.isArray(chosen) ? chosen : []).map(
      (option): YamlChoice => ({
        label: String(option),
        type: 'enum',
        insert: String(option),
      }),
    ),
    ...namesFor(schema, known),
  ];
}

function namesFor(
  schema: Schema,
  { secrets, services, ports, endpoints }: ConfigurationReferencesView,
): readonly YamlChoice[] {
  if (schema['x-secret'] === true) {
    return secrets.flatMap(({ name, keys }) =>
      keys.map(key => ({
        label: `${name}/${key}`,
        type: 'variable',
        detail: 'a key of a Secret',
        insert: `{ secretRef: { name: ${name}, key: ${key} } }`,
      })),
    );
  }
  const names: Readonly<Record<string, readonly string[]>> = {
    service: services,
    port: ports,
    endpoint: endpoints,
    secret: secrets.map(({ name }) => name),
    secrets: secrets.map(({ name }) => name),
    keys: [...new Set(secrets.flatMap(({ keys }) => keys))],
  };
  const kind = schema['x-choices'] ?? schema['x-reference'];
  return (typeof kind === 'string' ? names[kind] ?? [] : []).map(name => ({
    label: name,
    type: 'variable',
    insert: name,
  }));
}

/** What the schema says of a path; undefined where it says nothing, or forbids it. */
function schemaAt(root: Schema, path: readonly YamlStep[]): Schema | undefined {
  let current = resolve(root, root);
  for (const step of path) {
    if (!current) {
      return undefined;
    }
    const holder = holderOf(current);
    current = resolve(
      root,
      step.type === 'item'
        ? holder.items
        : objectAt(holder, 'properties')[step.key] ??
            holder.additionalProperties,
    );
  }
  return current;
}

/** The schema that says what stands in a mapping or list. */
function holderOf(schema: Schema): Schema {
  return schema['x-secret'] === true ? secretSchema : schema;
}

function resolve(root: Schema, schema: unknown): Schema | undefined {
  let current = schema;
  for (let steps = 0; steps < MOST_REFERENCES; steps += 1) {
    if (!isSchema(current)) {
      return undefined;
    }
    const { $ref } = current;
    if (typeof $ref !== 'string' || !$ref.startsWith('#/')) {
      return current;
    }
    current = $ref
      .slice(2)
      .split('/')
      .reduce<unknown>(
        (at, step) => (isSchema(at) ? at[step] : undefined),
        root,
      );
  }
  return undefined;
}

function objectAt(schema: Schema, key: string): Schema {
  const found = schema[key];
  return isSchema(found) ? found : {};
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
