import { JsonPath } from './path';

/**
 * What is wrong, for callers that branch on it.
 *
 * @public
 */
export type TemplateProblemCode =
  | 'too-large'
  | 'yaml-syntax'
  | 'yaml-alias'
  | 'unknown-field'
  | 'invalid-field'
  | 'invalid-parameter'
  | 'invalid-annotation'
  | 'duplicate-id'
  | 'invalid-expression'
  | 'unknown-reference'
  | 'not-known-before-apply'
  | 'unknown-kind'
  | 'missing-field'
  | 'wrong-type'
  | 'dependency-cycle'
  | 'unused-parameter';

/**
 * Something wrong with a template file. Lines and columns are 1-based and point into the YAML text.
 *
 * @public
 */
export interface TemplateProblem {
  readonly severity: 'error' | 'warning';
  readonly code: TemplateProblemCode;
  readonly message: string;
  /** Where in the document, such as `spec.resources[0].template.metadata.name`; empty for the whole document. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
}

/** A place in a text; both are 1-based. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** A problem as a check finds it, before its path is turned into a line and a column. */
export interface UnplacedProblem {
  readonly severity: TemplateProblem['severity'];
  readonly code: TemplateProblemCode;
  readonly message: string;
  readonly path: JsonPath;
  /** Points at the key when the key itself is wrong, at the value otherwise. */
  readonly at?: 'key' | 'value';
  /** Where in the text that stands at the path, when that is a document itself: lines and columns are 1-based. */
  readonly inText?: TextPosition;
}

/** Shorthand for a problem that makes the template unusable. */
export function templateError(
  code: TemplateProblemCode,
  path: JsonPath,
  message: string,
): UnplacedProblem {
  return { severity: 'error', code, path, message };
}
