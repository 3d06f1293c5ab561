import { isRecord } from './jsonValue';
import type { StructuralType } from './structuralType';

/** The places in an apply configuration whose lists, maps or structs can only be replaced as a whole, which the API server refuses. */
export function atomicParts(
  value: unknown,
  type: StructuralType,
  path = '',
): readonly string[] {
  if (Array.isArray(value)) {
    return atomicItems(value, type, path);
  }
  return isRecord(value) ? atomicFields(value, type, path) : [];
}

function atomicItems(
  items: readonly unknown[],
  type: StructuralType,
  path: string,
): readonly string[] {
  if (type.kind === 'untyped') {
    return [path];
  }
  if (type.kind !== 'list') {
    return [];
  }
  return [
    ...(type.merge.kind === 'atomic' ? [path] : []),
    ...items.flatMap((item, index) =>
      atomicParts(item, type.element, `${path}[${index}]`),
    ),
  ];
}

function atomicFields(
  fields: Readonly<Record<string, unknown>>,
  type: StructuralType,
  path: string,
): readonly string[] {
  if (type.kind === 'untyped') {
    return [
      ...(type.atomic ? [path] : []),
      ...Object.entries(fields).flatMap(([name, value]) =>
        atomicParts(value, type, `${path}.${name}`),
      ),
    ];
  }
  if (type.kind === 'map') {
    return type.atomic ? [path] : [];
  }
  if (type.kind !== 'struct') {
    return [];
  }
  return [
    ...(type.atomic ? [path] : []),
    ...Object.entries(fields).flatMap(([name, value]) => {
      const field = type.field(name);
      return field === undefined
        ? []
        : atomicParts(value, field, `${path}.${name}`);
    }),
  ];
}
