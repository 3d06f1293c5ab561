import { z } from 'zod';
import { matchResourcesSchema } from './matchResources';
import {
  failurePolicySchema,
  matchConditionSchema,
  paramKindSchema,
  policyMetadataSchema,
  policyVariableSchema,
} from './policyParts';

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
    apiVersion: z.literal('admissionregistration.k8s.io/v1').optional(),
    kind: z.literal('MutatingAdmissionPolicy').optional(),
    metadata: policyMetadataSchema,
    spec: z
      .object({
        paramKind: paramKindSchema.optional(),
        matchConstraints: matchResourcesSchema.optional(),
        matchConditions: z
          .array(matchConditionSchema)
          .max(64)
          .readonly()
          .default([]),
        variables: z.array(policyVariableSchema).readonly().default([]),
        mutations: z.array(mutationSchema).readonly().default([]),
        failurePolicy: failurePolicySchema.default('Fail'),
        reinvocationPolicy: z.enum(['Never', 'IfNeeded']).default('Never'),
      })
      .readonly(),
  })
  .readonly();

/** @public */
export type MutatingAdmissionPolicy = z.output<
  typeof mutatingAdmissionPolicySchema
>;
