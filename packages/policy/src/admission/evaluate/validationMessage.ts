import type { Validation } from '../policy/validatingPolicy';
import type { Evaluation } from './evaluateGroup';

const isSpace =
  /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

const longestMessageBytes = 5 * 1024;

/**
 * What a failed validation says: its message expression's value when that is one line of at most 5 KiB, else its message, else
 * the expression.
 */
export function validationMessage(
  { expression, message = '' }: Validation,
  evaluated: Evaluation | undefined,
): string {
  return (
    usable(evaluated) ||
    trimSpace(message) ||
    `failed expression: ${trimSpace(expression)}`
  );
}

function usable(evaluated: Evaluation | undefined): string {
  if (!evaluated?.ok || typeof evaluated.value !== 'string') {
    return '';
  }
  const text = trimSpace(evaluated.value);
  return text.includes('\n') || byteLength(text) > longestMessageBytes
    ? ''
    : text;
}

/** Without white space on both sides, as Go's `strings.TrimSpace` has it. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace.test(text[start])) {
    start += 1;
  }
  while (end > start && isSpace.test(text[end - 1])) {
    end -= 1;
  }
  return text.slice(start, end);
}

function byteLength(text: string): number {
  return text.length * 3 <= longestMessageBytes
    ? text.length
    : new TextEncoder().encode(text).length;
}
