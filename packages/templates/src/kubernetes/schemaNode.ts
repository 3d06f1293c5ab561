/** What is read of a schema object of the Kubernetes OpenAPI. */
export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly required?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
  readonly allOf?: readonly SchemaNode[];
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
}

/** Types a JSON value may have by a schema; `any` when it says nothing of them. */
export type SchemaType =
  | 'object'
  | 'array'
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'any';

/** The types a schema allows. */
export function typesOf(node: SchemaNode): readonly SchemaType[] {
  if (
    node['x-kubernetes-int-or-string'] ||
    node.format === 'int-or-string' ||
    node.format === 'quantity'
  ) {
    return ['string', 'integer', 'number'];
  }
  const alternatives = node.oneOf ?? node.anyOf ?? [];
  const types = alternatives.flatMap(({ type }) => type ?? []);
  if (types.length > 0) {
    return types.filter(isSchemaType);
  }
  if (node.type !== undefined && isSchemaType(node.type)) {
    return [node.type];
  }
  return node.properties ? ['object'] : ['any'];
}

/** Whether the fields below are not described, so that anything may stand there. */
export function isOpen(node: SchemaNode): boolean {
  return (
    node['x-kubernetes-preserve-unknown-fields'] === true ||
    node['x-kubernetes-embedded-resource'] === true ||
    (typesOf(node).includes('any') && node.additionalProperties === undefined)
  );
}

/** How people call a schema's type. */
export function withArticle(type: SchemaType): string {
  const words: Readonly<Record<SchemaType, string>> = {
    object: 'an object',
    array: 'a list',
    string: 'a text',
    integer: 'a whole number',
    number: 'a number',
    boolean: 'true or false',
    any: 'anything',
  };
  return words[type];
}

function isSchemaType(type: string): type is SchemaType {
  return ['object', 'array', 'string', 'integer', 'number', 'boolean'].includes(
    type,
  );
}
