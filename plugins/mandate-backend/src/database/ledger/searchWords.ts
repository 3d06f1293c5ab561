import type { JsonObject } from '@mandate/ledger';

/** Members of a fact whose text people search. */
const SEARCHED = ['words', 'reason', 'comment', 'question', 'title'] as const;

/**
 * What of a fact is searched: its words, in lower case, letters and digits only. Both databases then cut it into the
 * same words.
 */
export function wordsOfFact(data: JsonObject): string | null {
  const texts = SEARCHED.flatMap(member => {
    const text = data[member];
    return typeof text === 'string' ? [text] : [];
  });
  return searchWords(texts.join(' ')).join(' ') || null;
}

/** A text cut into words as {@link wordsOfFact} cuts them. */
export function searchWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
