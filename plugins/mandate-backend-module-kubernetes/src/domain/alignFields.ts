import type { ClusterObject } from '@mandate/plugin-mandate-common';
import { isFields } from '@mandate/plugin-mandate-node';
import { sameFields } from './compareFields';
import { elementKey, elementsByKey } from './listKeys';

/**
 * The object after a change, written as the object before it: a quantity that stays is in the notation it had, and
 * elements of lists that merge by key stand where they stood. So a plan shows only what will really change, and its
 * digest does not depend on who wrote `1000m` and who `1`.
 */
export function alignedWith(
  before: ClusterObject,
  after: ClusterObject,
): ClusterObject {
  const { apiVersion, kind, metadata } = after;
  const aligned = align(before, after, '');
  return {
    ...(isFields(aligned) ? aligned : {}),
    apiVersion,
    kind,
    metadata: {
      ...fieldsOf(align(before.metadata, metadata, 'metadata')),
      name: metadata.name,
    },
  };
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return isFields(value) ? value : {};
}

function align(before: unknown, after: unknown, name: string): unknown {
  if (isFields(before) && isFields(after)) {
    const known = Object.keys(before).filter(key => Object.hasOwn(after, key));
    const others = Object.keys(after).filter(
      key => !Object.hasOwn(before, key),
    );
    return Object.fromEntries(
      [...known, ...others].map(key => [
        key,
        Object.hasOwn(before, key)
          ? align(before[key], after[key], key)
          : after[key],
      ]),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return alignList(before, after, name);
  }
  return sameFields({ value: before }, { value: after }) ? before : after;
}

function alignList(
  before: readonly unknown[],
  after: readonly unknown[],
  name: string,
): readonly unknown[] {
  const earlier = elementsByKey(name, before);
  const later = elementsByKey(name, after);
  if (!earlier || !later || later.size < after.length) {
    return before.length === after.length
      ? after.map((element, index) => align(before[index], element, ''))
      : after;
  }
  const kept = [...earlier].flatMap(([key, element]) => {
    const other = later.get(key);
    return other ? [align(element, other, '')] : [];
  });
  const added = after.filter(
    element => !earlier.has(elementKey(name, element) ?? ''),
  );
  return [...kept, ...added];
}
