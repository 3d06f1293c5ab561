/**
 * Standard base64 with padding (RFC 4648 section 4). `btoa` and `atob` are used because browsers and Node both have them.
 *
 * @public
 */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) {
    binary += String.fromCharCode(byte);
  }
  return btoa(binary);
}

/**
 * The bytes, or `undefined` when the text is not base64 in its one canonical form. White space, missing padding and
 * stray bits after the last byte are refused: otherwise two texts would stand for the same hash, and a change in a
 * bundle could go unseen.
 *
 * @public
 */
export function fromBase64(text: string): Uint8Array | undefined {
  let binary: string;
  try {
    binary = atob(text);
  } catch {
    return undefined;
  }
  const bytes = Uint8Array.from(binary, character => character.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : undefined;
}
