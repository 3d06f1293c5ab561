/** Half a surrogate pair, which no UTF-8 has. */
const HALF_A_CHARACTER = /\p{Surrogate}/gu;
/** PostgreSQL does not store it. */
const NUL = '\u0000';
/** Half a person's reference would be another person's, or nobody's, when theirs is erased. */
const LAST_WORD = /\s\S*$/;
const REPLACEMENT = '\ufffd';

/** Whether a text can be recorded as it is. */
export function isStorable(text: string): boolean {
  return text.search(HALF_A_CHARACTER) === -1 && !text.includes(NUL);
}

/** The text as databases and the ledger take it: what others wrote can be cut in the middle of a character. */
export function storableText(text: string, maximumLength = Infinity): string {
  const short =
    text.length > maximumLength
      ? `${text.slice(0, maximumLength).replace(LAST_WORD, '')}…`
      : text;
  return short
    .replace(HALF_A_CHARACTER, REPLACEMENT)
    .replaceAll(NUL, REPLACEMENT);
}
