/** Labels of a series by name; the metric's name is `__name__`. */
export type Labels = Readonly<Record<string, string>>;

/** A value at a time, in milliseconds since 1970. */
export interface Sample {
  readonly timeMs: number;
  readonly value: number;
}

/** Samples of one thing in the order of time. */
export interface Series {
  readonly labels: Labels;
  readonly samples: readonly Sample[];
  /** When it ended: from then on it has no current value, though its samples are still part of ranges. */
  readonly endedMs?: number;
}

/** A condition on one label. A label that is missing counts as empty. */
export interface Matcher {
  readonly label: string;
  readonly operator: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** Where series come from. */
export interface SeriesSource {
  /** The series that all matchers fit, with their samples after `fromMs` up to `toMs`. */
  select(matchers: readonly Matcher[], fromMs: number, toMs: number): Series[];
}

/** Whether labels fit all matchers. */
export function fits(labels: Labels, matchers: readonly Matcher[]): boolean {
  return matchers.every(({ label, operator, value }) => {
    const actual = Object.hasOwn(labels, label) ? labels[label] : '';
    switch (operator) {
      case '=':
        return actual === value;
      case '!=':
        return actual !== value;
      case '=~':
        return pattern(value).test(actual);
      default:
        return !pattern(value).test(actual);
    }
  });
}

/** The same labels without some. */
export function without(labels: Labels, ...names: string[]): Labels {
  return Object.fromEntries(
    Object.entries(labels).filter(([name]) => !names.includes(name)),
  );
}

/** One text for equal labels. */
export function keyOfLabels(labels: Labels): string {
  return JSON.stringify(
    Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A pattern fits the whole value. */
function pattern(text: string): RegExp {
  return new RegExp(`^(?:${text})$`, 's');
}
