/** One `key=value` after the `|` of a SimpleSchema field; quotes are removed and escapes resolved. */
export interface Marker {
  readonly key: string;
  readonly value: string;
}

/** A field's type and its markers. */
export type FieldTextResult =
  | {
      readonly ok: true;
      readonly type: string;
      readonly markers: readonly Marker[];
    }
  | { readonly ok: false; readonly message: string };

/**
 * Splits `type | key=value key="value with spaces"` by kro's rules: the first `|` separates, markers part at spaces
 * outside quotes and brackets, `\"` and `\\` are the escapes inside quotes.
 */
export function readFieldText(text: string): FieldTextResult {
  const bar = text.indexOf('|');
  if (bar === -1) {
    return { ok: true, type: text.trim(), markers: [] };
  }
  const pieces = splitMarkers(text.slice(bar + 1));
  if (!pieces.ok) {
    return pieces;
  }
  const markers: Marker[] = [];
  for (const piece of pieces.pieces) {
    const equals = piece.indexOf('=');
    if (equals < 1) {
      return {
        ok: false,
        message: `"${piece}" is no marker. Write key=value, such as default=3.`,
      };
    }
    markers.push({
      key: piece.slice(0, equals),
      value: unquote(piece.slice(equals + 1)),
    });
  }
  return { ok: true, type: text.slice(0, bar).trim(), markers };
}

function splitMarkers(
  text: string,
):
  | { readonly ok: true; readonly pieces: readonly string[] }
  | { readonly ok: false; readonly message: string } {
  const pieces: string[] = [];
  let piece = '';
  let inQuotes = false;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (inQuotes && character === '\\') {
      piece += text.slice(index, index + 2);
      index += 1;
      continue;
    }
    if (character === '"') {
      inQuotes = !inQuotes;
    } else if (!inQuotes && (character === '{' || character === '[')) {
      depth += 1;
    } else if (!inQuotes && (character === '}' || character === ']')) {
      depth -= 1;
      if (depth < 0) {
        return {
          ok: false,
          message: `"${character}" closes a bracket that was not opened.`,
        };
      }
    }
    if (/\s/.test(character) && !inQuotes && depth === 0) {
      pieces.push(piece);
      piece = '';
    } else {
      piece += character;
    }
  }
  if (inQuotes || depth > 0) {
    return {
      ok: false,
      message: inQuotes ? 'A quote is not closed.' : 'A bracket is not closed.',
    };
  }
  if (piece === '') {
    return {
      ok: false,
      message:
        'A marker must follow the "|", and nothing, not even a space, the last marker.',
    };
  }
  return { ok: true, pieces: [...pieces, piece].filter(Boolean) };
}

function unquote(value: string): string {
  if (value.length < 2 || !value.startsWith('"') || !value.endsWith('"')) {
    return value;
  }
  return value.slice(1, -1).replace(/\\(["\\])/g, '$1');
}
