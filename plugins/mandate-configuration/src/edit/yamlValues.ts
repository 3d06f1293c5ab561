import type { ConfigurationReferencesView } from '@mandate/plugin-mandate-common';
import type { Schema } from './yamlSchema';

/** Something that fits at a place. */
export interface YamlChoice {
  readonly label: string;
  readonly type: 'property' | 'enum' | 'variable';
  readonly detail?: string;
  /** What is written when it is chosen. */
  readonly insert: string;
}

/** The values that a schema lets choose, and the names that it asks for. */
export function valuesOf(
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
