import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';
import {
  fieldSchema,
  isAtomic,
  itemSchema,
  SchemaNode,
} from '../schema/schema';
import { FieldTree, isEmptyTree } from './fieldTree';
import { itemsByStep, itemStep } from './listItems';

/** The live object with an applied configuration laid over it. */
export function mergeObjects(
  live: JsonObject,
  config: JsonObject,
  schema: SchemaNode,
): JsonObject {
  const result: JsonObject = { ...live };
  for (const [field, value] of Object.entries(config)) {
    result[field] = mergeValue(
      result[field],
      value,
      fieldSchema(schema, field) ?? {},
    );
  }
  return result;
}

/**
 * The object without the fields in `dropped`, unless something in `kept` lies at or below them. Maps and lists that become
 * empty go as well.
 */
export function removeFields(
  object: JsonObject,
  dropped: FieldTree,
  kept: FieldTree | undefined,
  schema: SchemaNode,
): JsonObject {
  const result: JsonObject = {};
  for (const [field, value] of Object.entries(object)) {
    const remaining = removeValue(
      value,
      dropped.children.get(`f:${field}`),
      kept?.children.get(`f:${field}`),
      fieldSchema(schema, field) ?? {},
    );
    if (remaining !== undefined) {
      result[field] = remaining;
    }
  }
  return result;
}

function mergeValue(
  live: JsonValue | undefined,
  config: JsonValue,
  schema: SchemaNode,
): JsonValue {
  if (isAtomic(schema)) {
    return config;
  }
  if (isJsonObject(config)) {
    return mergeObjects(isJsonObject(live) ? live : {}, config, schema);
  }
  if (Array.isArray(config)) {
    return mergeLists(Array.isArray(live) ? live : [], config, schema);
  }
  return config;
}

/** Applied items in the applied order; live ones that were not applied stay where they stood between their neighbours. */
function mergeLists(
  live: JsonValue[],
  config: JsonValue[],
  schema: SchemaNode,
): JsonValue[] {
  const liveItems = itemsByStep(live, schema);
  const configItems = itemsByStep(config, schema);
  const result = [...configItems].map(([step, item]) => {
    const current = liveItems.get(step);
    return isJsonObject(item) && isJsonObject(current)
      ? mergeObjects(current, item, itemSchema(schema))
      : item;
  });
  let insertAt = 0;
  for (const [step, item] of liveItems) {
    const position = result.findIndex(
      other => itemStep(other, schema) === step,
    );
    if (position >= 0) {
      insertAt = position + 1;
    } else {
      result.splice(insertAt, 0, item);
      insertAt++;
    }
  }
  return result;
}

function removeValue(
  value: JsonValue,
  dropped: FieldTree | undefined,
  kept: FieldTree | undefined,
  schema: SchemaNode,
): JsonValue | undefined {
  if (!dropped || isEmptyTree(dropped)) {
    return value;
  }
  if (dropped.member && (!kept || isEmptyTree(kept))) {
    return undefined;
  }
  if (isAtomic(schema)) {
    return value;
  }
  if (Array.isArray(value)) {
    const items = [...itemsByStep(value, schema)].flatMap(([step, item]) => {
      const remaining = removeValue(
        item,
        dropped.children.get(step),
        kept?.children.get(step),
        itemSchema(schema),
      );
      return remaining === undefined ? [] : [remaining];
    });
    return items.length === 0 ? undefined : items;
  }
  if (isJsonObject(value)) {
    const remaining = removeFields(value, dropped, kept, schema);
    return Object.keys(remaining).length === 0 ? undefined : remaining;
  }
  return value;
}
