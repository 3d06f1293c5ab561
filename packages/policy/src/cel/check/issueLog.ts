import type { ExpressionIssue } from '../syntax/issue';

/** The issues of one check, in the order of the source, each once. */
export class IssueLog {
  private readonly issues = new Map<string, ExpressionIssue>();

  error(place: Place, message: string) {
    this.add(place, message, 'error');
  }

  warning(place: Place, message: string) {
    this.add(place, message, 'warning');
  }

  all(): readonly ExpressionIssue[] {
    return [...this.issues.values()].sort(
      (a, b) => a.start - b.start || a.end - b.end,
    );
  }

  /** Macros repeat parts of what was written; a mistake in them is still one mistake. */
  private add(
    { start, end }: Place,
    message: string,
    severity: ExpressionIssue['severity'],
  ) {
    this.issues.set(`${start} ${end} ${message}`, {
      message,
      start,
      end,
      severity,
    });
  }
}

interface Place {
  readonly start: number;
  readonly end: number;
}
