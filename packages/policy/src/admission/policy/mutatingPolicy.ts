import { z } from 'zod';
import { policyFields, policySpecFields } from './policyParts';

const patchExpression = z.object({ expression: z.string().min(1) }).readonly();

/** One change that a policy makes: an apply configuration (`Object{…}`) or a JSON patch (`[JSONPatch{…}]`). @public */
export const mutationSchema = z.discriminatedUnion('patchType', [
  z
    .object({
      patchType: z.literal('ApplyConfiguration'),
      applyConfiguration: patchExpression,
    })
    .readonly(),
  z
    .object({ patchType: z.literal('JSONPatch'), jsonPatch: patchExpression })
    .readonly(),
]);

/** @public */
export type Mutation = z.output<typeof mutationSchema>;

/**
 * `MutatingAdmissionPolicy` of admissionregistration.k8s.io/v1, with the API server's defaults.
 *
 * @public
 */
export const mutatingAdmissionPolicySchema = z
  .object({
    ...policyFields('MutatingAdmissionPolicy'),
    spec: z
      .object({
        ...policySpecFields,
        mutations: z.array(mutationSchema).readonly().default([]),
        reinvocationPolicy: z.enum(['Never', 'IfNeeded']).default('Never'),
      })
      .readonly(),
  })
  .readonly();

/** @public */
export type MutatingAdmissionPolicy = z.output<
  typeof mutatingAdmissionPolicySchema
>;
