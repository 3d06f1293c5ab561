import { encodeUtf8 } from '../../../values/utf8';

/** Bytes, or a string's UTF-8 bytes, two hexadecimal digits each. */
export function hexText(value: string | Uint8Array): string {
  return Array.from(
    typeof value === 'string' ? encodeUtf8(value) : value,
    byte => byte.toString(16).padStart(2, '0'),
  ).join('');
}
