import { sizeOf, traversalFactor } from '../callCost';
import type { SizeEstimate } from '../library';
import {
  countOf,
  exactly,
  productOf,
  readingOnlyCost,
  scaledSize,
} from '../sizeCosts';
import type { CallCost } from '../sizeCosts';

/** Finding a text in a text: Kubernetes counts one reading of the text. */
export const searchingCost: CallCost = {
  cost: ([text]) => Math.floor(countOf(text) * traversalFactor),
  estimate: ([text]) => ({ cost: scaledSize(text, traversalFactor) }),
};

/** Replacing: twice the text, and what is made. */
export const replacingCost: CallCost = {
  ...readingOnlyCost(0, 2),
  estimate: ([text, part, replacement]) => ({
    cost: scaledSize(text, 2 * traversalFactor),
    resultSize: replacedSize(text, part, replacement),
  }),
};

/** Splitting: twice the text; there are as many parts as characters at most. One unit more than cel-go counts for two parts. */
export const splittingCost: CallCost = {
  cost: ([text], result) =>
    Math.ceil(countOf(text) * 2 * traversalFactor) +
    Math.floor(sizeOf(result) / 2),
  estimate: ([text]) => ({
    cost: scaledSize(text, 2 * traversalFactor),
    resultSize: { minimum: 0, maximum: text.maximum },
  }),
};

/** Joining: twice what is made, which only the run can tell from the texts' sizes. */
export const joiningCost: CallCost = {
  cost: (_, result) => Math.ceil(sizeOf(result) * 2 * traversalFactor),
  estimate: ([texts]) => {
    const resultSize =
      texts.maximum === 0 ? exactly(0) : { minimum: 0, maximum: Infinity };
    return { cost: scaledSize(resultSize, traversalFactor), resultSize };
  },
};

/** Characters that are written for one unit more than cel-go counts, where each of them is looked at, or values take a call each: also by a process that does it for the first time. */
const writtenByOneUnit = 1;

/** Writing each character of a text anew. */
export const rewritingCost: CallCost = {
  costsAhead: true,
  cost: ([text]) => {
    const size = countOf(text);
    return (
      Math.ceil(size * traversalFactor) + Math.floor(size / writtenByOneUnit)
    );
  },
  estimate: readingOnlyCost(0).estimate,
};

/** Formatting: what is made. cel-go counts one unit. */
export const formattingCost: CallCost = {
  cost: (_, result) => {
    const size = sizeOf(result);
    return (
      Math.max(1, Math.ceil(size * traversalFactor)) +
      Math.floor(size / writtenByOneUnit)
    );
  },
  estimate: () => ({ cost: { minimum: 1, maximum: Infinity } }),
};

/** As Kubernetes bounds it: the most replacements, and what stays at most. */
function replacedSize(
  text: SizeEstimate,
  part: SizeEstimate,
  replacement: SizeEstimate,
): SizeEstimate {
  let mostReplaced = Math.ceil(text.maximum / part.minimum);
  let mostKept = 0;
  if (part.minimum === 0) {
    mostReplaced = text.maximum + 1;
    mostKept = text.maximum;
  } else if (replacement.maximum <= part.minimum) {
    mostReplaced = 0;
    mostKept = text.maximum;
  }
  let leastReplaced = Math.ceil(text.minimum / part.maximum);
  let leastKept = 0;
  if (part.maximum === 0) {
    leastReplaced = text.minimum + 1;
    leastKept = text.minimum;
  } else if (part.maximum <= replacement.minimum) {
    leastReplaced = 0;
    leastKept = text.minimum;
  }
  const replaced = productOf(
    { minimum: leastReplaced, maximum: mostReplaced },
    replacement,
  );
  return {
    minimum: replaced.minimum + leastKept,
    maximum: replaced.maximum + mostKept,
  };
}
