import { encodeUtf8 } from '../../../values/utf8';

/** Where in a URL a text stands: what needs no escape differs (RFC 3986). */
export type UrlPart = 'path' | 'host' | 'zone' | 'user' | 'query';

const unreserved = 'A-Za-z0-9\\-_.~';
const plain: Readonly<Record<UrlPart, RegExp>> = {
  path: new RegExp(`[${unreserved}$&+,/:;=@]`),
  host: new RegExp(`[${unreserved}!$&'()*+,;=:\\[\\]<>"]`),
  zone: new RegExp(`[${unreserved}!$&'()*+,;=:\\[\\]<>"]`),
  user: new RegExp(`[${unreserved}$&+,;=]`),
  query: new RegExp(`[${unreserved}]`),
};

/** The text with `%xx` decoded (and `+` in a query), or undefined when an escape or a character is not allowed there. */
export function unescapeUrl(text: string, part: UrlPart): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) {
    return undefined;
  }
  const inHost = part === 'host' || part === 'zone';
  if (inHost && (hasPlainFault(text, part) || hasEscapeFault(text, part))) {
    return undefined;
  }
  const spaced = part === 'query' ? text.replace(/\+/g, ' ') : text;
  return spaced.includes('%') ? decodeBytes(spaced) : spaced;
}

/** The text with everything escaped that is not plain in a path. */
export function escapePath(text: string): string {
  return Array.from(text, character =>
    plain.path.test(character)
      ? character
      : Array.from(
          encodeUtf8(character),
          byte => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
        ).join(''),
  ).join('');
}

function hasPlainFault(text: string, part: UrlPart): boolean {
  return Array.from(text.replace(/%[0-9a-fA-F]{2}/g, '')).some(
    character => character < '\x80' && !plain[part].test(character),
  );
}

/** In a host only bytes beyond ASCII are escaped, and the percent sign; in a zone also what a host may hold, and spaces. */
function hasEscapeFault(text: string, part: UrlPart): boolean {
  return Array.from(text.matchAll(/%([0-9a-fA-F]{2})/g)).some(([, hex]) => {
    const byte = parseInt(hex, 16);
    if (byte === 0x25) {
      return false;
    }
    return part === 'host'
      ? byte < 0x80
      : byte !== 0x20 && !plain.host.test(String.fromCharCode(byte));
  });
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function decodeBytes(text: string): string {
  const bytes: number[] = [];
  const encoded = encodeUtf8(text);
  for (let place = 0; place < encoded.length; place += 1) {
    if (encoded[place] === 0x25) {
      bytes.push(
        parseInt(
          String.fromCharCode(encoded[place + 1], encoded[place + 2]),
          16,
        ),
      );
      place += 2;
    } else {
      bytes.push(encoded[place]);
    }
  }
  return decoder.decode(new Uint8Array(bytes));
}
