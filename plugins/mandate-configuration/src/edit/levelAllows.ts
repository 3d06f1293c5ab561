import {
  type ConfigurationLevelName,
  configurationLevelSchema,
} from '@mandate/plugin-mandate-common';

/** What each level may set, as JSON Schema. */
export type LevelSchemas = Readonly<
  Record<ConfigurationLevelName, Readonly<Record<string, unknown>>>
>;

/** The levels whose schema lets a value be set, the widest first. */
export function levelsThatMaySet(
  path: readonly string[],
  schemas: LevelSchemas,
): readonly ConfigurationLevelName[] {
  return configurationLevelSchema.options.filter(level =>
    levelAllows(schemas[level], path),
  );
}

/**
 * Whether a level's schema lets something stand at the path: neither refused by `false` nor left out where only what is declared may
 * stand. What this does not tell, the check of the whole does.
 */
export function levelAllows(schema: unknown, path: readonly string[]): boolean {
  if (schema === false) {
    return false;
  }
  const [step, ...rest] = path;
  if (!isMapping(schema) || step === undefined) {
    return true;
  }
  const { properties, patternProperties, additionalProperties } = schema;
  if (isMapping(properties) && Object.hasOwn(properties, step)) {
    return levelAllows(properties[step], rest);
  }
  return (
    isMapping(patternProperties) || levelAllows(additionalProperties, rest)
  );
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
