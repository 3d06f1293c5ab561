/**
 * What is wrong with an expression, and where: the parser's, the checker's and the cost estimate's findings have this shape.
 * Offsets count UTF-16 code units; `positionAt` turns them into line and column.
 *
 * @public
 */
export interface ExpressionIssue {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly severity: 'error' | 'warning';
}
