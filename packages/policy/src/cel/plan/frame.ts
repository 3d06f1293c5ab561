import type { RegularExpression } from '../library/regularExpressions';
import { CelError } from '../values/runtimeValue';
import type { Evaluated } from '../values/runtimeValue';
import type { DecidingElement } from './program';

/**
 * What is thrown when no work is left. It is thrown, not returned, so that no `||` absorbs it; a run catches it.
 */
export const costExceeded = new CelError(
  'operation cancelled: actual cost limit exceeded',
);

const noSlots: (Evaluated | undefined)[] = [];

/** One evaluation's state: the caller's variables, the loop variables' slots, and how much work is left. */
export class Frame {
  readonly slots: (Evaluated | undefined)[];
  /** Values by node id, when the program observes. */
  readonly observed: Map<number, Evaluated> | undefined;
  /** The element that decided, by the id of an `all` or `exists`, when the program observes. */
  readonly deciding: Map<number, DecidingElement> | undefined;

  private compiledPatterns:
    | Map<string, RegularExpression | CelError>
    | undefined;

  constructor(
    readonly variables: Readonly<Record<string, unknown>>,
    /** Goes below zero without harm in straight-line code, which is bounded by the expression's length. */
    public remaining: number,
    slotCount: number,
    observes: boolean,
  ) {
    this.slots = emptySlots(slotCount);
    this.observed = observes ? new Map() : undefined;
    this.deciding = observes ? new Map() : undefined;
  }

  /** The regular expressions that the data made, of this run. */
  get patterns(): Map<string, RegularExpression | CelError> {
    this.compiledPatterns ??= new Map();
    return this.compiledPatterns;
  }

  /** Takes work that depends on the data from what is left. @throws costExceeded */
  charge(units: number): void {
    this.remaining -= units;
    if (this.remaining < 0) {
      throw costExceeded;
    }
  }
}

/** Lists written out are made several times faster than those of a length that is only known when they are made. */
function emptySlots(count: number): (Evaluated | undefined)[] {
  switch (count) {
    case 0:
      return noSlots;
    case 1:
      return [undefined];
    case 2:
      return [undefined, undefined];
    case 3:
      return [undefined, undefined, undefined];
    default:
      return new Array(count);
  }
}

/** A planned node. */
export type Evaluate = (frame: Frame) => Evaluated;
