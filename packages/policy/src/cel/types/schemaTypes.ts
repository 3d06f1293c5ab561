import { types } from './celType';
import type { CelType } from './celType';
import { declareObjectType } from './declaredTypes';
import { readSchemaNode, resolvePointer } from './schemaNode';
import type { SchemaNode } from './schemaNode';
import { boundsOf, scalarType } from './schemaScalars';
import { unionOfFields } from './schemaUnion';
import { sameType } from './typeShape';
import type {
  FieldDeclaration,
  ObjectTypeDeclaration,
  TypeProvider,
} from './typeProvider';

/** How a kind of schema differs from plain JSON Schema. */
export interface SchemaDialect {
  /** The name of a property in expressions; undefined when it cannot be written. */
  fieldName(property: string): string | undefined;
  /** The name of the type that a reference points at. */
  referencedTypeName(reference: string): string;
  /** Other names that a field is found under. */
  alternativeFieldName(field: string): string | undefined;
  /** The schema with what the dialect adds to it. */
  complete(node: SchemaNode): SchemaNode;
  /** What an object without declared properties is: a map of anything, or an object without fields. */
  readonly bareObject: 'map' | 'empty';
}

/** The types of one schema document, declared as they are met; types refer to each other by name, so schemas may be recursive. */
export class SchemaTypes implements TypeProvider {
  private readonly declared = new Map<string, ObjectTypeDeclaration>();
  private readonly references = new Map<string, FieldDeclaration>();

  constructor(
    private readonly document: unknown,
    private readonly dialect: SchemaDialect,
  ) {}

  findType(name: string): ObjectTypeDeclaration | undefined {
    return this.declared.get(name);
  }

  /** The type of a schema; `name` names it and begins the names of the types inside. */
  declare(schema: unknown, name: string): FieldDeclaration {
    const node = this.dialect.complete(readSchemaNode(schema));
    const { description } = node;
    const bare = this.declareNode(node, name);
    return {
      ...boundsOf(node),
      ...bare,
      ...(description === undefined ? {} : { description }),
      type: nullableIf(isNullable(node), bare.type),
    };
  }

  private declareNode(node: SchemaNode, name: string): FieldDeclaration {
    if (node.$ref !== undefined) {
      return this.reference(node.$ref);
    }
    if (node['x-kubernetes-int-or-string']) {
      return { type: types.dyn };
    }
    const alternatives = node.anyOf ?? node.oneOf;
    if (node.allOf && !node.properties) {
      return this.merged(node.allOf, name, 'all');
    }
    if (alternatives && !node.properties && node.type === undefined) {
      return this.merged(alternatives, name, 'any');
    }
    switch (kindOf(node)) {
      case 'object':
        return this.object(node, name);
      case 'array':
        return this.list(node, name);
      default:
        return { type: scalarType(node) };
    }
  }

  private reference(reference: string): FieldDeclaration {
    const known = this.references.get(reference);
    if (known) {
      return known;
    }
    const name = this.dialect.referencedTypeName(reference);
    // Stands in while the referenced schema is read, which may refer to itself.
    this.references.set(reference, { type: types.object(name) });
    const target = this.declare(resolvePointer(this.document, reference), name);
    this.references.set(reference, target);
    return target;
  }

  private object(node: SchemaNode, name: string): FieldDeclaration {
    const rest = restOf(node);
    if (!node.properties || Object.keys(node.properties).length === 0) {
      if (node['x-kubernetes-preserve-unknown-fields']) {
        return { type: types.dyn };
      }
      if (
        rest !== undefined ||
        (this.dialect.bareObject === 'map' &&
          node.additionalProperties !== false)
      ) {
        const { type, ...bounds } = this.declare(rest, `${name}.value`);
        return {
          type: types.map(types.string, type),
          maximumSize: node.maxProperties,
          element: bounds,
        };
      }
    }
    this.declared.set(
      name,
      this.lazyObject(
        name,
        node.properties ?? {},
        rest !== undefined ||
          node['x-kubernetes-preserve-unknown-fields'] === true,
      ),
    );
    return { type: types.object(name) };
  }

  /** Fields are declared when one is asked for, so that a large document costs only what is used of it. */
  private lazyObject(
    name: string,
    properties: Readonly<Record<string, unknown>>,
    open: boolean,
  ): ObjectTypeDeclaration {
    const byField = new Map(
      Object.keys(properties).flatMap(property => {
        const field = this.dialect.fieldName(property);
        return field === undefined ? [] : [[field, property] as const];
      }),
    );
    const known = new Map<string, FieldDeclaration>();
    const declareField = (field: string): FieldDeclaration | undefined => {
      const property = byField.get(field);
      if (property === undefined) {
        const alternative = this.dialect.alternativeFieldName(field);
        return alternative === undefined || alternative === field
          ? undefined
          : lookUp(alternative);
      }
      const declared = this.declare(properties[property], `${name}.${field}`);
      return property === field ? declared : { ...declared, property };
    };
    function lookUp(field: string): FieldDeclaration | undefined {
      const found = known.get(field) ?? declareField(field);
      if (found) {
        known.set(field, found);
      }
      return found;
    }
    return { name, open, field: lookUp, fieldNames: () => [...byField.keys()] };
  }

  private list(node: SchemaNode, name: string): FieldDeclaration {
    const items = node.prefixItems ?? [node.items];
    const [first, ...others] = items.map((item, index) =>
      this.declare(item, index === 0 ? `${name}.item` : `${name}.item${index}`),
    );
    const { type, ...bounds } = first ?? { type: types.dyn };
    const uniform = others.every(other => sameType(other.type, type));
    return {
      type: types.list(uniform ? type : types.dyn),
      maximumSize: node.maxItems ?? node.prefixItems?.length,
      ...(uniform && others.length === 0 ? { element: bounds } : {}),
    };
  }

  /** One of several schemas, or all of them at once: the fields of all where they are objects, else what they agree on. */
  private merged(
    schemas: readonly unknown[],
    name: string,
    how: 'any' | 'all',
  ): FieldDeclaration {
    const nodes = schemas.map(readSchemaNode);
    const nonNull = nodes.filter(node => node.type !== 'null');
    const parts = nonNull.map((node, index) =>
      this.declare(node, nonNull.length === 1 ? name : `${name}.${index + 1}`),
    );
    const merged = this.mergeParts(
      // `{}` beside others in `allOf` restricts nothing.
      how === 'all' ? parts.filter(({ type }) => type.kind !== 'dyn') : parts,
      name,
    );
    return nonNull.length === nodes.length
      ? merged
      : { ...merged, type: nullableIf(true, merged.type) };
  }

  private mergeParts(
    parts: readonly FieldDeclaration[],
    name: string,
  ): FieldDeclaration {
    const [first, ...others] = parts;
    if (first === undefined) {
      return { type: types.dyn };
    }
    if (others.every(({ type }) => sameType(type, first.type))) {
      return {
        ...first,
        oneOf: parts.every(({ oneOf }) => oneOf)
          ? [...new Set(parts.flatMap(({ oneOf }) => oneOf ?? []))]
          : undefined,
      };
    }
    const objects = parts.flatMap(({ type }) => {
      const found =
        type.kind === 'object' ? this.findType(type.name) : undefined;
      return found ? [found] : [];
    });
    if (objects.length < parts.length) {
      return { type: types.dyn };
    }
    this.declared.set(
      name,
      declareObjectType(name, unionOfFields(objects), {
        open: objects.some(({ open }) => open),
      }),
    );
    return { type: types.object(name) };
  }
}

function kindOf(node: SchemaNode): string | undefined {
  const named = Array.isArray(node.type)
    ? node.type.filter(type => type !== 'null')
    : [node.type];
  if (named.length > 1) {
    return undefined;
  }
  return (
    named[0] ??
    (node.properties || node.additionalProperties !== undefined
      ? 'object'
      : undefined) ??
    (node.items !== undefined ? 'array' : undefined)
  );
}

function isNullable({ nullable, type, enum: values }: SchemaNode): boolean {
  return (
    nullable === true ||
    (Array.isArray(type) && type.includes('null')) ||
    values?.includes(null) === true
  );
}

/** The schema of properties that are not named; undefined when there may be none. */
function restOf(node: SchemaNode): unknown {
  const [pattern, ...others] = Object.values(node.patternProperties ?? {});
  if (pattern !== undefined) {
    return others.length === 0 ? pattern : true;
  }
  return node.additionalProperties === false
    ? undefined
    : node.additionalProperties;
}

/** What also may be null: CEL's wrappers for scalars; lists and maps with null are not expressible, so `dyn`. */
function nullableIf(nullable: boolean, type: CelType): CelType {
  if (!nullable) {
    return type;
  }
  switch (type.kind) {
    case 'bool':
    case 'int':
    case 'uint':
    case 'double':
    case 'string':
    case 'bytes':
      return types.wrapper(type);
    case 'list':
    case 'map':
      return types.dyn;
    default:
      return type;
  }
}
