import { Labels, Series } from './Series';

/** One element of a vector: labels and a value at the time of evaluation. */
export interface Element {
  readonly labels: Labels;
  readonly value: number;
}

/** What an expression is worth at one time. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'vector'; readonly elements: readonly Element[] }
  | {
      readonly kind: 'matrix';
      readonly series: readonly Series[];
      readonly rangeMs: number;
      /** The end of the range: the time of evaluation less the offset. */
      readonly endMs: number;
    };

export function vector(elements: readonly Element[]): Value {
  return { kind: 'vector', elements };
}
