import type { CelValue } from './expression';

/** A path an expression read, such as `risk.level`, with the value it had; absent when it could not be read. */
export interface ReadPath {
  readonly path: string;
  readonly value?: CelValue;
}
