import { z } from 'zod';
import { policyFields, policySpecFields } from './policyParts';

/** The reasons that a validation may give, which decide the HTTP status. @public */
export const refusalReasonSchema = z.enum([
  'Unauthorized',
  'Forbidden',
  'Invalid',
  'RequestEntityTooLarge',
]);

/** @public */
export type RefusalReason = z.output<typeof refusalReasonSchema>;

/** One thing that a policy demands. @public */
export const validationSchema = z
  .object({
    expression: z.string().min(1),
    message: z.string().optional(),
    messageExpression: z.string().optional(),
    reason: refusalReasonSchema.default('Invalid'),
  })
  .readonly();

/** @public */
export type Validation = z.output<typeof validationSchema>;

/** A value that a policy adds to the audit log. @public */
export const auditAnnotationSchema = z
  .object({ key: z.string().min(1), valueExpression: z.string().min(1) })
  .readonly();

/** @public */
export type AuditAnnotation = z.output<typeof auditAnnotationSchema>;

/**
 * `ValidatingAdmissionPolicy` of admissionregistration.k8s.io/v1, with the API server's defaults. Fields that are not
 * its own (`status`) are dropped.
 *
 * @public
 */
export const validatingAdmissionPolicySchema = z
  .object({
    ...policyFields('ValidatingAdmissionPolicy'),
    spec: z
      .object({
        ...policySpecFields,
        validations: z.array(validationSchema).readonly().default([]),
        auditAnnotations: z
          .array(auditAnnotationSchema)
          .max(20)
          .readonly()
          .default([]),
      })
      .readonly(),
  })
  .readonly();

/** @public */
export type ValidatingAdmissionPolicy = z.output<
  typeof validatingAdmissionPolicySchema
>;
