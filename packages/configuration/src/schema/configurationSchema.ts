import { isJsonObject, JsonObject, JsonPath, JsonValue } from '../json';
import { ConfigurationLevel } from '../layer/configurationFile';

/**
 * The schemas of one kind of service: JSON Schema (2020-12) of what each level may set, and of the whole. In the whole's,
 * these keywords are ours:
 *
 * - `x-list-key: name`: the list's items are merged by that key; `x-list: set`: items of all levels are put together.
 *   Any other list replaces the one before.
 * - `x-secret: true`: the value is a reference, `{ secretRef: { name, key } }`.
 * - `x-limit: replicas`: the value counts towards that limit of the mandate; a number, or a quantity such as `512Mi` in
 *   the limit's unit.
 * - `x-env: LOG_LEVEL`: the value becomes that variable of the workload; only those who apply it look at this.
 * - `x-reference: service`: the value names something that must be there: `service`, `secret`, `port` or `endpoint`.
 *
 * @public
 */
export interface ConfigurationSchemas {
  readonly levels: Readonly<Record<ConfigurationLevel, JsonObject>>;
  readonly effective: JsonObject;
}

/** How lists of two levels become one. */
export type ListStrategy =
  | { readonly type: 'replace' }
  | { readonly type: 'set' }
  | { readonly type: 'by-key'; readonly key: string };

/** What the schema says about lists that stand here. */
export function listStrategy(schema: JsonObject | undefined): ListStrategy {
  const key = schema?.['x-list-key'];
  if (typeof key === 'string') {
    return { type: 'by-key', key };
  }
  return { type: schema?.['x-list'] === 'set' ? 'set' : 'replace' };
}

/** The schema of a map's entry or a list's items; `root` resolves references such as `#/$defs/pool`. */
export function childSchema(
  root: JsonObject,
  schema: JsonObject | undefined,
  step: string | number,
): JsonObject | undefined {
  if (!schema) {
    return undefined;
  }
  const { properties, additionalProperties, items } = schema;
  const child =
    typeof step === 'number'
      ? items
      : (isJsonObject(properties) && Object.hasOwn(properties, step)
          ? properties[step]
          : undefined) ?? additionalProperties;
  return resolved(root, child);
}

/**
 * Visits every value for which there is a schema.
 *
 * @public
 */
export function visitWithSchema(
  root: JsonObject,
  value: JsonValue,
  visit: (value: JsonValue, schema: JsonObject, path: JsonPath) => void,
): void {
  walk(value, resolved(root, root), []);

  function walk(
    current: JsonValue,
    schema: JsonObject | undefined,
    path: JsonPath,
  ): void {
    if (!schema) {
      return;
    }
    visit(current, schema, path);
    if (Array.isArray(current)) {
      current.forEach((item, index) =>
        walk(item, childSchema(root, schema, index), [...path, index]),
      );
    } else if (isJsonObject(current)) {
      for (const [key, entry] of Object.entries(current)) {
        walk(entry, childSchema(root, schema, key), [...path, key]);
      }
    }
  }
}

function resolved(
  root: JsonObject,
  schema: JsonValue | undefined,
): JsonObject | undefined {
  if (!isJsonObject(schema)) {
    return undefined;
  }
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) {
    return schema;
  }
  let target: JsonValue | undefined = root;
  for (const step of $ref.slice(2).split('/')) {
    target = isJsonObject(target) ? target[step] : undefined;
  }
  // A reference to a reference ends here, so that a circle of them does, too.
  return isJsonObject(target) ? target : undefined;
}
