import { ParameterSchema } from './parameterSchema';

/** What is wrong with a list's type and keys taken together, as the API server would refuse the CRD; nothing otherwise. */
export function listProblem(schema: ParameterSchema): string | undefined {
  if (schema.type !== 'array') {
    return undefined;
  }
  const { items, listType, listMapKeys = [], uniqueItems } = schema;
  if (uniqueItems && listType !== undefined && listType !== 'set') {
    return `uniqueItems makes the list a set, but listType says ${listType}.`;
  }
  if (listType !== 'map') {
    return listMapKeys.length > 0
      ? 'listMapKey is set, so listType must be map.'
      : undefined;
  }
  if (listMapKeys.length === 0) {
    return 'A list of type map needs listMapKey: the field that tells its items apart.';
  }
  if (new Set(listMapKeys).size < listMapKeys.length) {
    return 'A listMapKey is named twice.';
  }
  if (items.type !== 'object') {
    return 'A list of type map has items with fields; give it a named type from schema.types.';
  }
  const missing = listMapKeys.find(key => {
    const field = Object.hasOwn(items.fields, key)
      ? items.fields[key]
      : undefined;
    return (
      field === undefined ||
      (field.default === undefined && !items.required.includes(key))
    );
  });
  return missing === undefined
    ? undefined
    : `The listMapKey ${missing} must be a field of the items that is required or has a default.`;
}
