import { type Fields, isFields } from '@mandate/plugin-mandate-node';
import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { differingFields } from './compareFields';
import { elementKey, elementsByKey } from './listKeys';

/** The object's values at the places that the shape has. An object always keeps what names it. */
export function selectFields(
  object: ClusterObject,
  shape: ClusterObject,
): ClusterObject {
  return named(object, select(object, shape, ''));
}

/**
 * What an undo applies: the values before, of every field that was applied or that the change altered or removed.
 * Fields that the change added are not in it, so that the API server takes them away again.
 */
export function fieldsToRestore(options: {
  readonly before: ClusterObject;
  readonly after: ClusterObject;
  readonly applied: ClusterObject;
}): ClusterObject {
  const { before, after, applied } = options;
  const altered = changed(before, after, '');
  return named(before, union(select(before, applied, ''), altered, ''));
}

/** All fields of both; where both have one, the second's value. Lists that merge by element are joined. */
export function joinFields(
  first: ClusterObject,
  second: ClusterObject,
): ClusterObject {
  return named(second, union(first, second, ''));
}

/** As `joinFields`, of parts of objects. */
export function joinedFields(first: unknown, second: unknown): unknown {
  return union(first, second, '');
}

/** The fields of the first that the second lacks altogether; nothing when it has them all. */
export function lackingFields(first: unknown, second: unknown): unknown {
  return lacking(first, second, '');
}

function named(object: ClusterObject, fields: unknown): ClusterObject {
  const selected: Fields = isFields(fields) ? fields : {};
  const metadata = isFields(selected.metadata) ? selected.metadata : {};
  return {
    ...selected,
    apiVersion: object.apiVersion,
    kind: object.kind,
    metadata: {
      ...metadata,
      name: object.metadata.name,
      ...(object.metadata.namespace === undefined
        ? {}
        : { namespace: object.metadata.namespace }),
    },
  };
}

function select(value: unknown, shape: unknown, name: string): unknown {
  if (isFields(value) && isFields(shape)) {
    return Object.fromEntries(
      Object.keys(shape)
        .filter(key => Object.hasOwn(value, key))
        .map(key => [key, select(value[key], shape[key], key)]),
    );
  }
  if (Array.isArray(value) && Array.isArray(shape)) {
    const elements = elementsByKey(name, value);
    const shapes = elementsByKey(name, shape);
    if (elements && shapes) {
      return value.flatMap(element => {
        const key = elementKey(name, element);
        const elementShape = key === undefined ? undefined : shapes.get(key);
        return elementShape ? [select(element, elementShape, '')] : [];
      });
    }
  }
  return value;
}

/** The fields of `before` that `after` lacks or has otherwise; list elements keep their keys. */
function changed(before: unknown, after: unknown, name: string): unknown {
  if (isFields(before) && isFields(after)) {
    const entries = Object.keys(before).flatMap(key => {
      const value = changed(before[key], after[key], key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const others = elementsByKey(name, after);
    const elements = elementsByKey(name, before);
    if (others && elements) {
      const list = [...elements].flatMap(([key, element]) => {
        const value = changed(element, others.get(key), '');
        return isFields(value)
          ? [{ ...keyFields(name, element), ...value }]
          : [];
      });
      return list.length > 0 ? list : undefined;
    }
  }
  return differingFields({ value: before }, { value: after }).length > 0
    ? before
    : undefined;
}

function lacking(first: unknown, second: unknown, name: string): unknown {
  if (second === undefined) {
    return first;
  }
  if (isFields(first) && isFields(second)) {
    const entries = Object.keys(first).flatMap(key => {
      const value = lacking(first[key], second[key], key);
      return value === undefined ? [] : [[key, value] as const];
    });
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
  }
  const elements = Array.isArray(first) && elementsByKey(name, first);
  const others = Array.isArray(second) && elementsByKey(name, second);
  if (!elements || !others) {
    return undefined;
  }
  const list = [...elements].flatMap(([key, element]) => {
    const value = lacking(element, others.get(key), '');
    return isFields(value) ? [{ ...keyFields(name, element), ...value }] : [];
  });
  return list.length > 0 ? list : undefined;
}

function keyFields(name: string, element: Fields): Fields {
  const key = elementKey(name, element);
  return Object.fromEntries(
    Object.entries(element).filter(
      ([field, value]) =>
        (typeof value === 'string' || typeof value === 'number') &&
        elementKey(name, { ...element, [field]: undefined }) !== key,
    ),
  );
}

function union(first: unknown, second: unknown, name: string): unknown {
  if (second === undefined) {
    return first;
  }
  if (isFields(first) && isFields(second)) {
    const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
    return Object.fromEntries(
      [...keys].map(key => [key, union(first[key], second[key], key)]),
    );
  }
  if (Array.isArray(first) && Array.isArray(second)) {
    const left = elementsByKey(name, first);
    const right = elementsByKey(name, second);
    if (left && right) {
      const keys = new Set([...left.keys(), ...right.keys()]);
      return [...keys].map(key => union(left.get(key), right.get(key), ''));
    }
  }
  return second;
}
