import type { CelType } from '../types/celType';
import type { TypeProvider, ValueBounds } from '../types/typeProvider';
import type { Library } from './library';

/**
 * What an expression may use: libraries, variables and declared types. Immutable; `digest` identifies its content in caches.
 *
 * @public
 */
export interface CelEnvironment {
  readonly name: string;
  readonly libraries: readonly Library[];
  readonly variables: ReadonlyMap<string, VariableDeclaration>;
  readonly types: TypeProvider;
  /** Names are looked up in `a.b.c`, then `a.b`, then `a`, then as they stand; empty for none. */
  readonly container: string;
  readonly options: EnvironmentOptions;
  readonly digest: string;
}

/** A variable's type, and what an editor shows of it. @public */
export interface VariableDeclaration extends ValueBounds {
  readonly type: CelType;
  readonly description?: string;
}

/** What differs between CEL's dialects. @public */
export interface EnvironmentOptions {
  /** `a.?b`, `a[?b]`, `[?a]`, `{?a: b}`. */
  readonly optionalSyntax: boolean;
  /** a.`b-c`. */
  readonly backquotedFields: boolean;
  /** `1 < 1.5`: ordering numbers of different types checks. */
  readonly mixedNumericComparison: boolean;
  /** Lists and maps of several types check as `list(dyn)`; without it they are an error (Kubernetes). */
  readonly mixedAggregateLiterals: boolean;
  /** Literals that `duration`, `timestamp` and `matches` cannot read are found when checking (Kubernetes). */
  readonly validLiterals: boolean;
  /** `has(a.b)` and `a.?b` are errors when `a` is no map or list; without it there is nothing (Kubernetes). */
  readonly strictPresenceTests: boolean;
  /**
   * As cel-go 0.26 has it (Kubernetes): an order with NaN is an error, what is no optional passes through `or` and `orValue`,
   * and `x in []` is false whatever `x` is. Without it an order with NaN is false, and what is no optional an error.
   */
  readonly earlierCelGo: boolean;
  /** Issues about names say so in plain words, instead of cel-go's; for expressions that people write in a portal. */
  readonly plainWords: boolean;
  /** How many items, entries or code points the cost estimate takes data to hold where no maximum is declared; `Infinity`: any number. */
  readonly assumedSize: number;
  /** The work a run may take, in cost units as Kubernetes counts them, unless the run is given a limit of its own. */
  readonly costLimit: number;
}
