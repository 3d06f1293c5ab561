import { Matcher } from './Series';

/** Which labels of two sides have to be equal, and which side may have several for one of the other. */
export interface Matching {
  readonly on: boolean;
  readonly labels: readonly string[];
  readonly many?: 'left' | 'right';
  /** Labels of the "one" side that the result takes over. */
  readonly include: readonly string[];
}

/** Picks series by their labels: the newest value of each, or with `rangeMs` all values of that long. */
export interface Selector {
  readonly kind: 'selector';
  readonly matchers: readonly Matcher[];
  readonly rangeMs?: number;
  readonly offsetMs: number;
}

/** A parsed query. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | Selector
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly parameters: readonly Expression[];
    }
  | {
      readonly kind: 'aggregation';
      readonly operator: string;
      readonly by: boolean;
      readonly labels: readonly string[];
      readonly parameter?: Expression;
      readonly of: Expression;
    }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly bool: boolean;
      readonly matching: Matching;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'negation'; readonly of: Expression };
