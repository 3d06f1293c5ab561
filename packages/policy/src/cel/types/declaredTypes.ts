import type {
  FieldDeclaration,
  ObjectTypeDeclaration,
  TypeProvider,
} from './typeProvider';

/**
 * A type with these fields.
 *
 * @public
 */
export function declareObjectType(
  name: string,
  fields: Readonly<Record<string, FieldDeclaration>>,
  { open = false }: { readonly open?: boolean } = {},
): ObjectTypeDeclaration {
  const byName = new Map(Object.entries(fields));
  return {
    name,
    open,
    field: field => byName.get(field),
    fieldNames: () => [...byName.keys()],
  };
}

/**
 * These types, by their names.
 *
 * @public
 */
export function declareTypes(
  ...declared: readonly ObjectTypeDeclaration[]
): TypeProvider {
  const byName = new Map(declared.map(type => [type.name, type]));
  return { findType: name => byName.get(name) };
}

/**
 * The types of several providers; the first that knows a name answers.
 *
 * @public
 */
export function combineTypes(
  ...providers: readonly TypeProvider[]
): TypeProvider {
  return {
    findType: name => {
      for (const provider of providers) {
        const found = provider.findType(name);
        if (found) {
          return found;
        }
      }
      return undefined;
    },
  };
}
