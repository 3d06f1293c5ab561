import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';
import {
  fieldSchema,
  isAtomic,
  itemSchema,
  SchemaNode,
} from '../schema/schema';
import { FieldTree, isEmptyTree } from './fieldTree';
import { itemsByStep } from './listItems';

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

/**
 * Both orders are kept where they agree. Live items that were not applied come as soon as those before them in the live list that
 * are applied next are out; applied ones that the live list has in another order are passed over there.
 */
function mergeLists(
  live: JsonValue[],
  config: JsonValue[],
  schema: SchemaNode,
): JsonValue[] {
  const liveItems = itemsByStep(live, schema);
  const configItems = itemsByStep(config, schema);
  const waiting = [...liveItems];
  const shared = [...configItems.keys()].filter(step => liveItems.has(step));
  const result: JsonValue[] = [];
  for (const [step, item] of configItems) {
    const next = shared[0];
    while (waiting.length > 0 && waiting[0][0] !== step) {
      const [liveStep, liveItem] = waiting[0];
      if (!configItems.has(liveStep)) {
        result.push(liveItem);
      } else if (liveStep === next) {
        break;
      }
      waiting.shift();
    }
    if (waiting[0]?.[0] === step) {
      waiting.shift();
    }
    if (step === next) {
      shared.shift();
    }
    const current = liveItems.get(step);
    result.push(
      isJsonObject(item) && isJsonObject(current)
        ? mergeObjects(current, item, itemSchema(schema))
        : item,
    );
  }
  const others = waiting.filter(([step]) => !configItems.has(step));
  return [...result, ...others.map(([, item]) => item)];
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
  if (dropped.member && isUnowned(kept)) {
    return undefined;
  }
  if (isAtomic(schema)) {
    return value;
  }
  if (Array.isArray(value)) {
    const items = [...itemsByStep(value, schema)].flatMap(([step, item]) => {
      const droppedItem = dropped.children.get(step);
      const keptItem = kept?.children.get(step);
      // an item stays for those who own it, not for those who own a part of it
      const remaining =
        droppedItem?.member && !keptItem?.member
          ? undefined
          : removeValue(item, droppedItem, keptItem, itemSchema(schema));
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

function isUnowned(kept: FieldTree | undefined): boolean {
  return !kept || isEmptyTree(kept);
}
