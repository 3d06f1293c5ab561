const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The UTF-8 bytes of a string. */
export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** The string of UTF-8 bytes, or undefined when they are not valid. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The first half of a pair; texts without any, which nearly all are, need no counting. */
const surrogate = /[\ud800-\udbff]/;

/** How many code points a string has: what `size` answers. */
export function codePointCount(text: string): number {
  if (!surrogate.test(text)) {
    return text.length;
  }
  let count = text.length;
  for (let index = 0; index < text.length - 1; index++) {
    if (isSurrogatePair(text.charCodeAt(index), text.charCodeAt(index + 1))) {
      count--;
      index++;
    }
  }
  return count;
}

function isSurrogatePair(first: number, second: number): boolean {
  return (
    first >= 0xd800 && first <= 0xdbff && second >= 0xdc00 && second <= 0xdfff
  );
}
