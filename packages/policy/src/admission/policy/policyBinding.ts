import { z } from 'zod';
import { labelSelectorSchema } from './labelSelector';
import { matchResourcesSchema } from './matchResources';
import { policyMetadataSchema } from './policyParts';

/** Which objects a binding gives to its policy as `params`: one by name, or all that a selector selects. @public */
export const paramRefSchema = z
  .object({
    name: z.string().optional(),
    namespace: z.string().optional(),
    selector: labelSelectorSchema.optional(),
    parameterNotFoundAction: z.enum(['Allow', 'Deny']).optional(),
  })
  .readonly();

/** @public */
export type ParamRef = z.output<typeof paramRefSchema>;

const bindingSpecFields = {
  policyName: z.string().min(1),
  paramRef: paramRefSchema.optional(),
  matchResources: matchResourcesSchema.optional(),
};

/** @public */
export const validationActionSchema = z.enum(['Deny', 'Warn', 'Audit']);

/** @public */
export type ValidationAction = z.output<typeof validationActionSchema>;

/** `ValidatingAdmissionPolicyBinding` of admissionregistration.k8s.io/v1. @public */
export const validatingAdmissionPolicyBindingSchema = z
  .object({
    metadata: policyMetadataSchema,
    spec: z
      .object({
        ...bindingSpecFields,
        validationActions: z.array(validationActionSchema).readonly(),
      })
      .readonly(),
  })
  .readonly();

/** @public */
export type ValidatingAdmissionPolicyBinding = z.output<
  typeof validatingAdmissionPolicyBindingSchema
>;

/** `MutatingAdmissionPolicyBinding` of admissionregistration.k8s.io/v1. @public */
export const mutatingAdmissionPolicyBindingSchema = z
  .object({
    metadata: policyMetadataSchema,
    spec: z.object(bindingSpecFields).readonly(),
  })
  .readonly();

/** @public */
export type MutatingAdmissionPolicyBinding = z.output<
  typeof mutatingAdmissionPolicyBindingSchema
>;
