import { InputError } from '@backstage/errors';
import { MAX_JSON_DEPTH } from '@mandate/ledger';
import { isStorable } from '../domain/storableText';

/**
 * Refuses what cannot be stored: texts with the character U+0000, which PostgreSQL does not take, or half a surrogate pair,
 * which the ledger does not; and what is nested deeper than anything that has a digest.
 *
 * @throws InputError
 */
export function demandStorable(value: unknown): void {
  const left = [{ value, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { depth } = next;
    if (typeof next.value === 'string' && !isStorable(next.value)) {
      throw new InputError(
        'The request contains the character U+0000 or half a character (a surrogate without its other half), which cannot be stored. Leave it out.',
      );
    }
    if (depth > MAX_JSON_DEPTH) {
      throw new InputError(
        `The request is nested deeper than ${MAX_JSON_DEPTH} levels.`,
      );
    }
    if (typeof next.value === 'object' && next.value !== null) {
      for (const [key, each] of Object.entries(next.value)) {
        left.push({ value: key, depth }, { value: each, depth: depth + 1 });
      }
    }
  }
}
