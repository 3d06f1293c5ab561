import {
  isJsonObject,
  JsonObject,
  JsonValue,
  jsonEquals,
} from '../model/KubernetesObject';
import {
  fieldSchema,
  isAtomic,
  itemSchema,
  SchemaNode,
} from '../schema/schema';
import { descend, emptyTree, FieldTree } from './fieldTree';
import { itemsByStep } from './listItems';

/** Which fields differ between two objects. */
export interface Comparison {
  /** Fields that are new or have another value. */
  readonly set: FieldTree;
  readonly removed: FieldTree;
}

/** The fields an applied configuration names: what its manager will own. */
export function fieldsOf(object: JsonObject, schema: SchemaNode): FieldTree {
  const tree = emptyTree();
  collect(object, schema, tree);
  return tree;
}

/** Compares two states of an object, field by field, as their schema divides them. */
export function compareObjects(
  before: JsonObject,
  after: JsonObject,
  schema: SchemaNode,
): Comparison {
  const set = emptyTree();
  const removed = emptyTree();
  compare(before, after, schema, set, removed);
  return { set, removed };
}

function collect(value: JsonValue, schema: SchemaNode, tree: FieldTree): void {
  if (isJsonObject(value) && !isAtomic(schema)) {
    for (const [field, child] of Object.entries(value)) {
      const childSchema = fieldSchema(schema, field) ?? {};
      const childTree = descend(tree, `f:${field}`);
      collect(child, childSchema, childTree);
      if (isJsonObject(child) && Object.keys(child).length === 0) {
        childTree.member = true;
      }
    }
  } else if (Array.isArray(value) && !isAtomic(schema)) {
    const items = itemSchema(schema);
    for (const [step, item] of itemsByStep(value, schema)) {
      const childTree = descend(tree, step);
      childTree.member = true;
      if (isJsonObject(item)) {
        collect(item, items, childTree);
      }
    }
  } else {
    tree.member = true;
  }
}

function compare(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  schema: SchemaNode,
  set: FieldTree,
  removed: FieldTree,
): void {
  const parts = new Map<string, SchemaNode>();
  const left = partsOf(before, schema, parts);
  const right = partsOf(after, schema, parts);
  if (!left || !right) {
    if (!jsonEquals(before, after)) {
      (after === undefined ? removed : set).member = true;
    }
    return;
  }
  for (const [step, partSchema] of parts) {
    const from = left.get(step);
    const to = right.get(step);
    if (jsonEquals(from, to)) {
      continue;
    }
    const partSet = descend(set, step);
    const partRemoved = descend(removed, step);
    compare(from, to, partSchema, partSet, partRemoved);
    partRemoved.member ||= to === undefined;
    partSet.member ||=
      from === undefined &&
      (schema.type === 'array' || !isAlwaysThere(step, schema, partSchema));
  }
}

/** The parts of a granular value by step; an absent one has none. Undefined for leaves. */
function partsOf(
  value: JsonValue | undefined,
  schema: SchemaNode,
  parts: Map<string, SchemaNode>,
): Map<string, JsonValue> | undefined {
  if (isAtomic(schema)) {
    return undefined;
  }
  if (schema.type === 'array') {
    const items = itemsByStep(value, schema);
    for (const step of items.keys()) {
      parts.set(step, itemSchema(schema));
    }
    return items;
  }
  const fields = new Map<string, JsonValue>();
  for (const [field, child] of Object.entries(
    isJsonObject(value) ? value : {},
  )) {
    fields.set(`f:${field}`, child);
    parts.set(`f:${field}`, fieldSchema(schema, field) ?? {});
  }
  return fields;
}

/** Objects and lists that every parent has, if only empty: they are never owned themselves, only their parts. */
function isAlwaysThere(
  step: string,
  parent: SchemaNode,
  part: SchemaNode,
): boolean {
  const isPlainStruct =
    part.properties !== undefined && isJsonObject(part.default);
  const isRequiredList =
    part.type === 'array' &&
    parent.required?.includes(step.slice('f:'.length)) === true;
  return isPlainStruct || isRequiredList;
}
