import { levelAllows } from './levelAllows';
import { yamlKey } from './yamlKey';
import { keysBeforeItems, schemaAt, type YamlKnowledge } from './yamlSchema';
import { valuesOf } from './yamlValues';

/** What JSON Schema calls the forms of a value. */
export const valueTypes = [
  'string',
  'integer',
  'number',
  'boolean',
  'object',
  'array',
  'null',
] as const;
/** One of these forms, or a reference to a key of a Secret. */
export type ValueType = (typeof valueTypes)[number] | 'secret';

/** What is known of a key that somebody points at. */
export interface YamlDescription {
  /** Where the key stands in the text. */
  readonly from: number;
  readonly to: number;
  /** The key with the keys above it, such as `log.level`. */
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Empty where any form is right, or the schema does not say. */
  readonly types: readonly ValueType[];
  /** The values that it lets choose; empty where it asks for no choice. */
  readonly allowed: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  /** Undefined where the schema names none. */
  readonly byDefault?: { readonly value: unknown };
  /** Whether the file's level may set it. */
  readonly isAllowedHere: boolean;
}

/**
 * What the schema says of the key at an offset, and whether the file's level may set it. Undefined where no key is, or the
 * schema says nothing of it.
 */
export function yamlDescription(
  text: string,
  offset: number,
  { schema, levelSchema, known }: YamlKnowledge,
): YamlDescription | undefined {
  const key = yamlKey(text, offset);
  const found = key && schemaAt(schema, key.path);
  if (!key || !found) {
    return undefined;
  }
  const { title, description, minimum, maximum } = found;
  return {
    from: key.from,
    to: key.to,
    name: key.path
      .flatMap(step => (step.type === 'key' ? [step.key] : []))
      .join('.'),
    ...(typeof title === 'string' ? { title } : {}),
    ...(typeof description === 'string' ? { description } : {}),
    types: typesOf(found),
    // That something is true or false, its form says.
    allowed:
      found.type === 'boolean'
        ? []
        : valuesOf(found, known).map(({ label }) => label),
    ...(typeof minimum === 'number' ? { minimum } : {}),
    ...(typeof maximum === 'number' ? { maximum } : {}),
    ...('default' in found ? { byDefault: { value: found.default } } : {}),
    isAllowedHere: levelAllows(levelSchema, keysBeforeItems(key.path)),
  };
}

function typesOf(
  schema: Readonly<Record<string, unknown>>,
): readonly ValueType[] {
  if (schema['x-secret'] === true) {
    return ['secret'];
  }
  const named: readonly unknown[] = [schema.type].flat();
  return valueTypes.filter(type => named.includes(type));
}
