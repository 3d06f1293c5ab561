/** The bytes of standard base64 with or without padding, or undefined when it is none. */
export function decodeBase64(text: string): Uint8Array | undefined {
  const digits = text.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]*$/.test(digits) || digits.length % 4 === 1) {
    return undefined;
  }
  return Uint8Array.from(atob(digits), character => character.charCodeAt(0));
}
