import { celList, celMethod, CelScalar, listType } from '@bufbuild/cel';
import type { CelFunc } from '@bufbuild/cel';

type Comparable = string | bigint | number | boolean;

/**
 * `list.sort()` of cel-go's lists extension: a new list in ascending order; strings by code point. Elements must all
 * be of one type that has an order. Templates need it to read a map's keys in a fixed order.
 */
export function sortList(): CelFunc {
  const anyList = listType(CelScalar.DYN);
  return celMethod('sort', anyList, [], anyList, function sort() {
    const items = Array.from(this, comparable);
    const types = new Set(items.map(item => typeof item));
    if (types.size > 1) {
      throw new Error(
        `sort needs elements of one type, not ${[...types].join(' and ')}`,
      );
    }
    return celList(items.sort(inOrder));
  });
}

function comparable(value: unknown): Comparable {
  switch (typeof value) {
    case 'string':
    case 'bigint':
    case 'number':
    case 'boolean':
      return value;
    default:
      throw new Error('sort needs strings, numbers or bools');
  }
}

function inOrder(left: Comparable, right: Comparable): number {
  if (typeof left === 'string' && typeof right === 'string') {
    return byCodePoint(left, right);
  }
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

/** JavaScript compares UTF-16 units, which puts U+10000 and above before U+E000. */
function byCodePoint(left: string, right: string): number {
  const a = Array.from(left);
  const b = Array.from(right);
  for (let index = 0; index < Math.min(a.length, b.length); index += 1) {
    const difference =
      (a[index].codePointAt(0) ?? 0) - (b[index].codePointAt(0) ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return a.length - b.length;
}
