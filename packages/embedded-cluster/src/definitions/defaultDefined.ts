import {
  cloneJson,
  isJsonObject,
  JsonObject,
  JsonValue,
} from '../model/KubernetesObject';
import { fieldSchema, itemSchema, SchemaNode } from '../schema/schema';

/** Fills in, in place, the defaults that a definition's schema has. */
export function defaultDefined(object: JsonObject, schema: SchemaNode): void {
  for (const [field, node] of Object.entries(schema.properties ?? {})) {
    if (object[field] === undefined && node.default !== undefined) {
      object[field] = cloneJson(node.default);
    }
  }
  for (const [field, child] of Object.entries(object)) {
    const node = field === 'metadata' ? undefined : fieldSchema(schema, field);
    if (node) {
      defaultValue(child, node);
    }
  }
}

function defaultValue(value: JsonValue, schema: SchemaNode): void {
  if (isJsonObject(value)) {
    defaultDefined(value, schema);
  } else if (Array.isArray(value)) {
    value.forEach(item => defaultValue(item, itemSchema(schema)));
  }
}
