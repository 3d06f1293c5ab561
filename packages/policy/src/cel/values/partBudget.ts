/** How many parts a value may have that leaves the engine: values that hold each other many times have exponentially many. */
const maximumParts = 200_000;

/** Counts the parts of a value that is copied out. */
export class PartBudget {
  private left = maximumParts;

  /** Whether another part fits. */
  take(): boolean {
    this.left -= 1;
    return this.left >= 0;
  }
}

/** Why a value with more parts is not copied. */
export const tooManyParts = `the value has more than ${maximumParts} parts`;
