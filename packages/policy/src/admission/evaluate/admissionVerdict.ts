import type { AuditAnnotationResult } from './auditAnnotations';
import type { ValidationDecision } from './validationDecisions';

/** The answer of a policy to a request, in the API server's words. @public */
export type AdmissionVerdict = AdmissionRecord &
  (
    | { readonly allowed: true }
    | {
        readonly allowed: false;
        /** The HTTP status. */
        readonly code: number;
        readonly reason: string;
        readonly message: string;
      }
  );

/** What a verdict leaves behind whether or not it allows the request. @public */
export interface AdmissionRecord {
  /** What the user is shown. */
  readonly warnings: readonly string[];
  /** What the audit log gets. */
  readonly auditAnnotations: Readonly<Record<string, string>>;
  /** Each evaluation that took place. */
  readonly evaluations: readonly AdmissionEvaluation[];
}

/** A policy's decisions for one binding and one of its params. @public */
export interface AdmissionEvaluation {
  readonly binding: string;
  /** `namespace/name`, or the name alone of an object of the cluster. */
  readonly param?: string;
  readonly decisions: readonly ValidationDecision[];
  readonly auditAnnotations: readonly AuditAnnotationResult[];
}

/** The HTTP status of a refusal. */
export function statusOf(reason: string): number {
  switch (reason) {
    case 'Forbidden':
      return 403;
    case 'Unauthorized':
      return 401;
    case 'RequestEntityTooLarge':
      return 413;
    default:
      return 422;
  }
}
