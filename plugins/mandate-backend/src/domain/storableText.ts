/** Half a surrogate pair, which no UTF-8 has, and U+0000, which PostgreSQL does not store. */
const NOT_STORABLE = /[\p{Surrogate}\u0000]/gu;
const REPLACEMENT = '\ufffd';

/** Whether a text can be recorded as it is. */
export function isStorable(text: string): boolean {
  return text.search(NOT_STORABLE) === -1;
}

/** The text as databases and the ledger take it: what others wrote can be cut in the middle of a character. */
export function storableText(text: string, maximumLength = Infinity): string {
  const short =
    text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
  return short.replace(NOT_STORABLE, REPLACEMENT);
}
