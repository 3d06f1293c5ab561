import type { ValidatingAdmissionPolicyBinding } from '../policy/policyBinding';
import type { ValidatingAdmissionPolicy } from '../policy/validatingPolicy';
import { statusOf } from './admissionVerdict';
import type {
  AdmissionEvaluation,
  AdmissionRecord,
  AdmissionVerdict,
} from './admissionVerdict';
import { AuditAnnotationCollector } from './auditAnnotations';
import type { PolicyEvaluation } from './evaluatePolicy';
import type { ValidationDecision } from './validationDecisions';
import type { PreparedInput } from './preparedInput';

const none: Readonly<Record<string, string>> = Object.freeze({});
const noWarnings: readonly string[] = Object.freeze([]);
const noEvaluations: readonly AdmissionEvaluation[] = Object.freeze([]);

interface Refusal {
  readonly binding?: string;
  readonly message: string;
  readonly reason?: string;
}

const failureKey = 'validation.policy.admission.k8s.io/validation_failure';

/** Gathers what a policy's bindings make of a request. The first refusal is the one that the user gets to see. */
export class VerdictBuilder {
  private warnings: string[] | undefined;
  private evaluations: AdmissionEvaluation[] | undefined;
  private annotations: AuditAnnotationCollector | undefined;
  private refusal: Refusal | undefined;
  private failureAnnotation: string | undefined;

  constructor(
    private readonly policy: ValidatingAdmissionPolicy,
    private readonly request: PreparedInput,
  ) {}

  /** The policy cannot be told to match or not. */
  addPolicyError(message: string): void {
    if (this.policy.spec.failurePolicy === 'Fail') {
      this.refuse({ message: `failed to configure policy: ${message}` });
    }
  }

  /** A binding cannot be told to match or not, or has no params. */
  addBindingError(
    { metadata }: ValidatingAdmissionPolicyBinding,
    message: string,
  ): void {
    if (this.policy.spec.failurePolicy === 'Fail') {
      this.refuse({
        binding: metadata.name,
        message: `failed to configure binding: ${message}`,
      });
    }
  }

  addEvaluation(
    binding: ValidatingAdmissionPolicyBinding,
    param: string | undefined,
    { decisions, auditAnnotations }: PolicyEvaluation,
  ): void {
    const { name } = binding.metadata;
    const evaluation: AdmissionEvaluation =
      param === undefined
        ? { binding: name, decisions, auditAnnotations }
        : { binding: name, param, decisions, auditAnnotations };
    // Mostly there is one.
    if (this.evaluations === undefined) {
      this.evaluations = [evaluation];
    } else {
      this.evaluations.push(evaluation);
    }
    for (let index = 0; index < decisions.length; index += 1) {
      const decision = decisions[index];
      if (decision.action === 'deny') {
        this.act(binding, index, decision);
      }
    }
    if (auditAnnotations.length > 0) {
      this.addAnnotations(name, auditAnnotations);
    }
  }

  verdict(): AdmissionVerdict {
    if (this.refusal === undefined) {
      return {
        allowed: true,
        warnings: this.warnings ?? noWarnings,
        auditAnnotations: this.publishedAnnotations(),
        evaluations: this.evaluations ?? noEvaluations,
      };
    }
    const { binding, message, reason = 'Invalid' } = this.refusal;
    const who =
      `ValidatingAdmissionPolicy '${this.policy.metadata.name}'` +
      `${binding === undefined ? '' : ` with binding '${binding}'`}`;
    return {
      allowed: false,
      code: statusOf(reason),
      reason,
      message: `${this.request.subject}${who} denied request: ${message}`,
      ...this.record(),
    };
  }

  /** The request's namespace is not there, which no failure policy forgives. */
  notFound(namespace: string): AdmissionVerdict {
    return {
      allowed: false,
      code: 404,
      reason: 'NotFound',
      message: `namespaces "${namespace}" not found`,
      ...this.record(),
    };
  }

  private addAnnotations(
    binding: string,
    auditAnnotations: PolicyEvaluation['auditAnnotations'],
  ): void {
    for (const annotation of auditAnnotations) {
      if (annotation.action === 'publish') {
        this.annotations ??= new AuditAnnotationCollector();
        this.annotations.add(annotation.key, annotation.value);
      } else if (annotation.action === 'error') {
        this.refuse({ binding, message: annotation.error });
      }
    }
  }

  private act(
    binding: ValidatingAdmissionPolicyBinding,
    index: number,
    decision: Extract<
      ValidationDecision,
      { action: 'admit' | 'deny'; message: string }
    >,
  ): void {
    const { name } = binding.metadata;
    const { message } = decision;
    for (const action of binding.spec.validationActions) {
      switch (action) {
        case 'Deny':
          this.refuse({
            binding: name,
            message,
            reason:
              decision.evaluation === 'deny' ? decision.reason : undefined,
          });
          break;
        case 'Warn':
          this.warnings ??= [];
          this.warnings.push(
            `Validation failed for ValidatingAdmissionPolicy '${this.policy.metadata.name}' with binding '${name}': ${message}`,
          );
          break;
        default:
          // The audit log keeps the first value of a key.
          this.failureAnnotation ??= failureText(binding, index, message);
      }
    }
  }

  private refuse(refusal: Refusal): void {
    this.refusal ??= refusal;
  }

  private record(): AdmissionRecord {
    return {
      warnings: this.warnings ?? noWarnings,
      auditAnnotations: this.publishedAnnotations(),
      evaluations: this.evaluations ?? noEvaluations,
    };
  }

  private publishedAnnotations(): Readonly<Record<string, string>> {
    if (
      this.failureAnnotation === undefined &&
      this.annotations === undefined
    ) {
      return none;
    }
    return {
      ...(this.failureAnnotation !== undefined && {
        [failureKey]: this.failureAnnotation,
      }),
      ...this.annotations?.published(this.policy.metadata.name),
    };
  }
}

/** JSON as Go writes it, which escapes what HTML would read. */
function failureText(
  { metadata, spec }: ValidatingAdmissionPolicyBinding,
  expressionIndex: number,
  message: string,
): string {
  return JSON.stringify([
    {
      message,
      policy: spec.policyName,
      binding: metadata.name,
      expressionIndex,
      validationActions: spec.validationActions,
    },
  ]).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
