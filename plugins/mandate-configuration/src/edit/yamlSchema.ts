import type { ConfigurationReferencesView } from '@mandate/plugin-mandate-common';
import type { YamlStep } from './yamlLine';

/** What is known of a file that somebody writes. */
export interface YamlKnowledge {
  readonly schema: Schema;
  /** What the level of the file may set. */
  readonly levelSchema: Schema;
  readonly known: ConfigurationReferencesView;
}

/** A JSON Schema that is an object. */
export type Schema = Readonly<Record<string, unknown>>;

/** More steps than a schema that refers to itself is followed. */
const MOST_REFERENCES = 8;

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

/** What the schema says of a path; undefined where it says nothing, or forbids it. */
export function schemaAt(
  root: Schema,
  path: readonly YamlStep[],
): Schema | undefined {
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
export function holderOf(schema: Schema): Schema {
  return schema['x-secret'] === true ? secretSchema : schema;
}

/** A schema with its references followed; undefined where there is none, or it forbids everything. */
export function resolve(root: Schema, schema: unknown): Schema | undefined {
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

/** What stands under a keyword; empty where nothing does. */
export function objectAt(schema: Schema, key: string): Schema {
  const found = schema[key];
  return isSchema(found) ? found : {};
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a level may set is told by keys; within a list it may set all that the list holds. */
export function keysBeforeItems(path: readonly YamlStep[]): readonly string[] {
  const keys: string[] = [];
  for (const step of path) {
    if (step.type === 'item') {
      break;
    }
    keys.push(step.key);
  }
  return keys;
}
