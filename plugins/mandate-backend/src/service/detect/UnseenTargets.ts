import type { TargetReference } from '@mandate/plugin-mandate-common';

/** Reasons that are named one by one; the rest is counted. */
const MOST_REASONS = 3;

/** The targets that a detector could not look at in one round. */
export class UnseenTargets {
  readonly #wordsByTarget = new Map<string, string>();

  add(target: TargetReference, words: string): void {
    this.#wordsByTarget.set(keyOf(target), words);
  }

  has(target: TargetReference): boolean {
    return this.#wordsByTarget.has(keyOf(target));
  }

  /** How many there are and why; nothing when all were seen. */
  words(): string | undefined {
    const count = this.#wordsByTarget.size;
    if (count === 0) {
      return undefined;
    }
    const reasons = [...new Set(this.#wordsByTarget.values())];
    const more = reasons.length - MOST_REASONS;
    return `${count} ${
      count === 1 ? 'target' : 'targets'
    } could not be seen. ${reasons.slice(0, MOST_REASONS).join(' ')}${
      more > 0 ? ` And ${more} more reasons.` : ''
    }`;
  }
}

function keyOf({ entityRef, environment }: TargetReference): string {
  return `${environment} ${entityRef}`;
}
