import { z } from 'zod';

/** A field of a document: where it stands, what it holds, and whether it must be there. */
export interface SchemaField {
  /** `grants[].when`: `[]` stands for each item. */
  readonly path: string;
  /** "list of text". */
  readonly holds: string;
  readonly required: boolean;
}

const nodeSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxItems: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  items: z.unknown().optional(),
});
type Node = z.output<typeof nodeSchema>;

/** Every field that a schema allows, parents before children, in the order of the schema. */
export function schemaFields(schema: z.ZodType): readonly SchemaField[] {
  const document = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  return fieldsBelow(nodeSchema.parse(document), '');
}

function fieldsBelow(node: Node, prefix: string): readonly SchemaField[] {
  return Object.entries(node.properties ?? {}).flatMap(([name, value]) => {
    const child = nodeSchema.parse(value);
    const path = `${prefix}${name}`;
    const item =
      child.items === undefined ? child : nodeSchema.parse(child.items);
    const below = item === child ? `${path}.` : `${path}[].`;
    return [
      { path, holds: holdsOf(child), required: node.required.includes(name) },
      ...fieldsBelow(item, below),
    ];
  });
}

function holdsOf(node: Node): string {
  if (node.enum) {
    return `one of ${node.enum.map(value => `\`${value}\``).join(', ')}`;
  }
  if (node.anyOf) {
    return [
      ...new Set(node.anyOf.map(one => holdsOf(nodeSchema.parse(one)))),
    ].join(' or ');
  }
  if (Array.isArray(node.type)) {
    return node.type.map(type => holdsOf({ ...node, type })).join(' or ');
  }
  switch (node.type) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'true or false';
    case 'integer':
    case 'number':
      return `${node.type === 'integer' ? 'whole number' : 'number'}${rangeOf(
        node,
      )}`;
    case 'array': {
      const most =
        node.maxItems === undefined ? '' : `, at most ${node.maxItems}`;
      return `list of ${holdsOf(nodeSchema.parse(node.items))}${most}`;
    }
    case 'object':
      return node.properties ? 'fields' : 'mapping';
    default:
      return 'anything';
  }
}

function rangeOf({ minimum, maximum }: Node): string {
  const least =
    minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER
      ? undefined
      : minimum;
  const most =
    maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER
      ? undefined
      : maximum;
  if (least !== undefined && most !== undefined) {
    return `, ${least} to ${most}`;
  }
  if (least !== undefined) {
    return `, ${least} or more`;
  }
  return most === undefined ? '' : `, ${most} or less`;
}
