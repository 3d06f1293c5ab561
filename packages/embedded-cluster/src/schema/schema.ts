import { JsonValue } from '../model/KubernetesObject';
import schemas from './schemas.json';

/** A node of an OpenAPI v3 schema, with the extensions Kubernetes publishes. */
export interface SchemaNode {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  format?: string;
  properties?: Record<string, SchemaNode>;
  additionalProperties?: SchemaNode;
  items?: SchemaNode;
  required?: string[];
  default?: JsonValue;
  allOf?: SchemaNode[];
  oneOf?: SchemaNode[];
  $ref?: string;
  enum?: JsonValue[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  pattern?: string;
  nullable?: boolean;
  'x-kubernetes-int-or-string'?: boolean;
  'x-kubernetes-preserve-unknown-fields'?: boolean;
  'x-kubernetes-validations'?: {
    rule: string;
    message?: string;
    messageExpression?: string;
    reason?: string;
    fieldPath?: string;
  }[];
  'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  'x-kubernetes-list-map-keys'?: string[];
  'x-kubernetes-map-type'?: 'atomic' | 'granular';
  'x-kubernetes-patch-strategy'?: string;
  'x-kubernetes-patch-merge-key'?: string;
  'x-kubernetes-group-version-kind'?: {
    group: string;
    version: string;
    kind: string;
  }[];
}

const PRESERVE = 'x-kubernetes-preserve-unknown-fields';
/** What stands in a place where anything may. */
const FREE: SchemaNode = { [PRESERVE]: true };
const REFERENCE = '#/components/schemas/';

// safety: the file is generated from a real server's /openapi/v3 and is only read
export const SCHEMAS = schemas as unknown as Readonly<
  Record<string, SchemaNode>
>;

const resolved = new WeakMap<SchemaNode, SchemaNode>();

/** The part of a resource type that leads to its schema. */
export interface Described {
  readonly schemaId: string;
  readonly defined?: { readonly schema: SchemaNode };
}

/** The schema of a kind, resolved. @throws Error when the kind has none: the table and schemas.json disagree */
export function schemaOf({ schemaId, defined }: Described): SchemaNode {
  const schema = defined?.schema ?? SCHEMAS[schemaId];
  if (!schema) {
    throw new Error(`schemas.json has no ${schemaId}; generate it again`);
  }
  return resolveSchema(schema);
}

/** The node with its references followed; what stands beside a reference wins. */
export function resolveSchema(node: SchemaNode): SchemaNode {
  const known = resolved.get(node);
  if (known) {
    return known;
  }
  const { allOf = [], $ref, ...beside } = node;
  const parts = $ref ? [...allOf, { $ref }] : allOf;
  const result = parts.reduce<SchemaNode>(
    (merged, part) => ({
      ...(part.$ref
        ? resolveSchema(SCHEMAS[part.$ref.slice(REFERENCE.length)])
        : resolveSchema(part)),
      ...merged,
    }),
    beside,
  );
  resolved.set(node, result);
  return result;
}

/** The schema of a field, be it declared or an entry of a map; undefined when the schema knows no such field. */
export function fieldSchema(
  node: SchemaNode,
  field: string,
): SchemaNode | undefined {
  const declared =
    node.properties && Object.hasOwn(node.properties, field)
      ? node.properties[field]
      : node.additionalProperties;
  if (!declared && node[PRESERVE]) {
    return FREE;
  }
  return declared && resolveSchema(declared);
}

/** The schema of a list's items. */
export function itemSchema(node: SchemaNode): SchemaNode {
  return node.items ? resolveSchema(node.items) : {};
}

/** Whether server-side apply treats the value as one, although it has parts. */
export function isAtomic(node: SchemaNode): boolean {
  if (node.type === 'array') {
    return (node['x-kubernetes-list-type'] ?? 'atomic') === 'atomic';
  }
  return (
    node['x-kubernetes-map-type'] === 'atomic' ||
    (!node.properties && !node.additionalProperties && !node[PRESERVE])
  );
}
