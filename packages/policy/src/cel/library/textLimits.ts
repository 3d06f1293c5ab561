import { CelError } from '../values/runtimeValue';

/** How many UTF-16 units a text may have that a function of a library makes: what keeps growth by `replace` or `join` in memory. */
export const maximumTextLength = 4_000_000;

/** What a function answers whose result would be longer. */
export const textTooLong = new CelError(
  `the text would be longer than ${maximumTextLength} characters`,
);

/** The text, unless it is too long. */
export function withinTextLimit(text: string): string | CelError {
  return text.length > maximumTextLength ? textTooLong : text;
}
