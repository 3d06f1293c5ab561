import { isJsonObject, JsonObject, JsonValue } from '../model/KubernetesObject';
import { fieldSchema, itemSchema, SchemaNode } from './schema';

/** What a body turned into, and what in it no kind of this version has. */
export interface StructureCheck {
  /** The body without unknown fields and without nulls. */
  readonly value: JsonObject;
  /** Paths of fields the schema does not know, such as `spec.replica`. */
  readonly unknownFields: readonly string[];
  /** Descriptions of values of a wrong type. */
  readonly typeErrors: readonly string[];
}

/** Reads a body as its schema says, as a decoder of typed objects would. */
export function checkStructure(
  body: JsonObject,
  schema: SchemaNode,
): StructureCheck {
  const unknownFields: string[] = [];
  const typeErrors: string[] = [];
  const value = readObject(body, schema, '');
  return { value, unknownFields, typeErrors };

  function readObject(
    object: JsonObject,
    node: SchemaNode,
    path: string,
  ): JsonObject {
    if (!node.properties && !node.additionalProperties) {
      return object;
    }
    const result: JsonObject = {};
    for (const [field, child] of Object.entries(object)) {
      const childPath = path ? `${path}.${field}` : field;
      const childSchema = fieldSchema(node, field);
      if (!childSchema) {
        unknownFields.push(childPath);
      } else if (child !== null) {
        result[field] = read(child, childSchema, childPath);
      }
    }
    return result;
  }

  function read(child: JsonValue, node: SchemaNode, path: string): JsonValue {
    if (!hasType(child, node)) {
      typeErrors.push(
        `json: cannot unmarshal ${typeName(child)} into field ${path} of type ${
          node.format ?? node.type
        }`,
      );
      return child;
    }
    if (Array.isArray(child)) {
      const items = itemSchema(node);
      return child.map((item, index) =>
        item === null ? item : read(item, items, `${path}[${index}]`),
      );
    }
    return isJsonObject(child) ? readObject(child, node, path) : child;
  }
}

function hasType(value: JsonValue, node: SchemaNode): boolean {
  switch (node.type) {
    case 'object':
      return isJsonObject(value);
    case 'array':
      return Array.isArray(value);
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    default:
      return (
        !node.oneOf || typeof value === 'string' || typeof value === 'number'
      );
  }
}

function typeName(value: JsonValue): string {
  if (Array.isArray(value)) {
    return 'array';
  }
  return typeof value === 'boolean' ? 'bool' : typeof value;
}
