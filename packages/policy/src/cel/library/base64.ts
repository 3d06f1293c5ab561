import { CelError } from '../values/runtimeValue';

/** RFC 4648: `standard` (section 4) or `url` (section 5). */
export type Base64Alphabet = 'standard' | 'url';

const letters =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const alphabets = { standard: `${letters}+/`, url: `${letters}-_` } as const;

/** Bytes as text, padded. */
export function encodeBase64(
  bytes: Uint8Array,
  alphabet: Base64Alphabet,
): string {
  const characters = alphabets[alphabet];
  let text = '';
  for (let place = 0; place < bytes.length; place += 3) {
    const rest = bytes.length - place;
    const block =
      (bytes[place] << 16) |
      ((bytes[place + 1] ?? 0) << 8) |
      (bytes[place + 2] ?? 0);
    text +=
      characters[block >> 18] +
      characters[(block >> 12) & 63] +
      (rest > 1 ? characters[(block >> 6) & 63] : '=') +
      (rest > 2 ? characters[block & 63] : '=');
  }
  return text;
}

/** The bytes of a text, padded or not; line ends are skipped as in Go. */
export function decodeBase64(
  text: string,
  alphabet: Base64Alphabet,
): Uint8Array | CelError {
  const packed = text.replace(/[\r\n]/g, '');
  const body = packed.replace(/={1,2}$/, '');
  const padded = body.length !== packed.length;
  const tail = body.length % 4;
  if (tail === 1 || (padded && packed.length % 4 !== 0)) {
    return illegal(packed.length);
  }
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let block = 0;
  let filled = 0;
  for (let place = 0; place < body.length; place += 1) {
    const digit = digitOf(body.charCodeAt(place), alphabet);
    if (digit === undefined) {
      return illegal(place);
    }
    block = ((block << 6) | digit) & 0xffffff;
    if (place % 4 === 3) {
      bytes[filled] = block >> 16;
      bytes[filled + 1] = (block >> 8) & 255;
      bytes[filled + 2] = block & 255;
      filled += 3;
    }
  }
  if (tail === 2) {
    bytes[filled] = (block >> 4) & 255;
  } else if (tail === 3) {
    bytes[filled] = (block >> 10) & 255;
    bytes[filled + 1] = (block >> 2) & 255;
  }
  return bytes;
}

function digitOf(unit: number, alphabet: Base64Alphabet): number | undefined {
  const digit = alphabets[alphabet].indexOf(String.fromCharCode(unit));
  return digit < 0 ? undefined : digit;
}

function illegal(place: number): CelError {
  return new CelError(`illegal base64 data at input byte ${place}`);
}
