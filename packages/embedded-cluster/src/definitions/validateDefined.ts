import { itemsByStep } from '../apply/listItems';
import { FieldFault } from '../api/ApiError';
import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';
import { fieldSchema, itemSchema, SchemaNode } from '../schema/schema';
import { ruleFaults } from './celRules';
import { valueFaults } from './valueFaults';

/** What a definition's schema and its rules find wrong with an object. `previous` is what it replaces. */
export function validateDefined(
  object: JsonObject,
  schema: SchemaNode,
  previous?: JsonObject,
): FieldFault[] {
  const { apiVersion, kind, metadata, ...properties } = schema.properties ?? {};
  const own = { ...schema, properties };
  const withoutMetadata = (it: JsonObject) =>
    Object.fromEntries(
      Object.entries(it).filter(
        ([field]) => !['apiVersion', 'kind', 'metadata'].includes(field),
      ),
    );
  const structural = walk(
    withoutMetadata(object),
    own,
    '',
    undefined,
    valueFaults,
  );
  // rules are asked only about what has the right form, as they may otherwise not be able to tell
  return structural.length > 0
    ? structural
    : walk(object, schema, '', previous, ruleFaults);
}

type Check = (
  value: JsonValue,
  schema: SchemaNode,
  path: string,
  previous: JsonValue | undefined,
) => FieldFault[];

function walk(
  value: JsonValue,
  schema: SchemaNode,
  path: string,
  previous: JsonValue | undefined,
  check: Check,
): FieldFault[] {
  const own = check(value, schema, path, previous);
  if (isJsonObject(value)) {
    const before = isJsonObject(previous) ? previous : {};
    return [
      ...own,
      ...Object.entries(value).flatMap(([field, child]) => {
        const node =
          path || field !== 'metadata' ? fieldSchema(schema, field) : undefined;
        const place = path ? `${path}.${field}` : field;
        return node ? walk(child, node, place, before[field], check) : [];
      }),
    ];
  }
  if (Array.isArray(value)) {
    const items = itemSchema(schema);
    const correlates = schema['x-kubernetes-list-type'] === 'map';
    const before = correlates ? itemsByStep(previous, schema) : new Map();
    const steps = correlates ? [...itemsByStep(value, schema).keys()] : [];
    return [
      ...own,
      ...value.flatMap((item, index) =>
        walk(item, items, `${path}[${index}]`, before.get(steps[index]), check),
      ),
    ];
  }
  return own;
}
