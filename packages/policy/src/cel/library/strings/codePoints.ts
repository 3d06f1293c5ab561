import { codePointCount } from '../../values/utf8';
import type { CelInt } from '../../values/intArithmetic';

const surrogate = /[\ud800-\udfff]/;

/** Where the code point of an index begins, in UTF-16 units; undefined when the text is shorter. */

export function unitOffset(text: string, index: CelInt): number | undefined {
  if (index < 0 || index > text.length) {
    return undefined;
  }
  const target = Number(index);
  if (!surrogate.test(text)) {
    return target;
  }
  let offset = 0;
  for (let passed = 0; passed < target; passed += 1) {
    const codePoint = text.codePointAt(offset);
    if (codePoint === undefined) {
      return undefined;
    }
    offset += codePoint > 0xffff ? 2 : 1;
  }
  return offset;
}

/** The index of the code point that begins at a place in UTF-16 units; -1 stays. */

export function codePointIndex(text: string, offset: number): number {
  return offset < 0 ? -1 : codePointCount(text.slice(0, offset));
}
