import { CelError } from '../values/runtimeValue';

/** How many UTF-16 units a text may have that a function of a library makes: what keeps growth by `replace` or `join` in memory. */
export const maximumTextLength = 2_000_000;

/** What a function answers whose result would be longer. */
export const textTooLong = new CelError(
  `the text would be longer than ${maximumTextLength} characters`,
);

/** What each part of a text counts at least, since making a short one takes as long. */
const leastPartLength = 40;

/** How much may still be written of a text that is made of parts. */
export class TextBudget {
  private left = maximumTextLength;

  /** Whether another part fits. */
  spend(part: string): boolean {
    this.left -= Math.max(leastPartLength, part.length);
    return this.left >= 0;
  }
}

/** The text, unless it is too long. */
export function withinTextLimit(text: string): string | CelError {
  return text.length > maximumTextLength ? textTooLong : text;
}

/** How many parts `split` makes of a text at most. */
export const maximumParts = 200_000;

/** What `split` answers beyond that. */
export const tooManyParts = new CelError(
  `the text would be split into more than ${maximumParts} parts`,
);
