import { SchemaTypes } from './schemaTypes';
import type { SchemaDialect } from './schemaTypes';
import type { FieldDeclaration, TypeProvider } from './typeProvider';

/** A type read from a schema: a variable's declaration, and the types it refers to. @public */
export interface SchemaType {
  readonly declaration: FieldDeclaration;
  readonly types: TypeProvider;
}

/**
 * The type that a JSON Schema (draft 7 or 2020-12) describes, for a variable declaration: `properties`, `additionalProperties`,
 * `items`, `prefixItems`, `enum` and `const` (known strings), `format` date-time, duration and byte, `maxItems`, `maxLength` and
 * `maxProperties` (sizes for the cost estimate), local `$ref`, `nullable`, unions. What it cannot express is `dyn`. Objects
 * with properties have no others, unless `additionalProperties` says so.
 *
 * @param name - names the type; those inside are named by their path from it.
 * @public
 */
export function typeFromJsonSchema(schema: unknown, name: string): SchemaType {
  const provider = new SchemaTypes(schema, plainJsonSchema(name));
  return { declaration: provider.declare(schema, name), types: provider };
}

function plainJsonSchema(rootName: string): SchemaDialect {
  return {
    fieldName: property => property,
    alternativeFieldName: () => undefined,
    referencedTypeName: reference =>
      reference === '#'
        ? rootName
        : `${rootName}.${reference.split('/').slice(-1)[0]}`,
    complete: node => node,
    bareObject: 'map',
  };
}
