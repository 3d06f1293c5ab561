import { storableText } from '../storableText';

/** Longest words that the column takes. */
const MAX_LENGTH = 2_000;

/** What a change says of itself, as it is stored: words of kinds and clusters can be of any length, and of any bytes. */
export function statusWords(words: string): string {
  return storableText(words, MAX_LENGTH - 1);
}
