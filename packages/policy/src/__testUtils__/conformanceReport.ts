/** How many cases come out as they should, and those that do not. */
export interface ConformanceReport {
  readonly passed: number;
  readonly total: number;
  readonly exceptions: readonly ConformanceException[];
}

/** A case that was run. */
export interface ConformanceCase {
  /** What it came out as, when it should have been otherwise. */
  readonly exception: ConformanceException | undefined;
}

/** A case that comes out otherwise. */
export interface ConformanceException {
  readonly name: string;
  readonly expression: string;
  readonly expected: string;
  readonly actual: string;
  readonly reason: string;
}

/** Counts cases. */
export function conformanceReport(
  cases: readonly ConformanceCase[],
): ConformanceReport {
  const exceptions = cases.flatMap(({ exception }) => exception ?? []);
  return {
    passed: cases.length - exceptions.length,
    total: cases.length,
    exceptions,
  };
}
