import { z } from 'zod';
import { matchResourcesSchema } from './matchResources';

/** Fields that both kinds of admission policies have. */
const name = z.string().min(1);
const expression = z.string().min(1);

/** @public */
export const policyMetadataSchema = z.object({ name }).readonly();

/** What happens when an expression fails or a binding is wrong: the request is refused, or the policy passed over. @public */
export const failurePolicySchema = z.enum(['Fail', 'Ignore']);

/** @public */
export type FailurePolicy = z.output<typeof failurePolicySchema>;

/** The kind of the objects that `params` holds. @public */
export const paramKindSchema = z
  .object({ apiVersion: name, kind: name })
  .readonly();

/** @public */
export type ParamKind = z.output<typeof paramKindSchema>;

/** An expression that must be true for the policy to apply. @public */
export const matchConditionSchema = z.object({ name, expression }).readonly();

/** @public */
export type MatchCondition = z.output<typeof matchConditionSchema>;

/** A named expression, which others read as `variables.name`. @public */
export const policyVariableSchema = z.object({ name, expression }).readonly();

/** @public */
export type PolicyVariable = z.output<typeof policyVariableSchema>;

/** What the specs of both kinds of policies have, with the API server's defaults. */
export const policySpecFields = {
  paramKind: paramKindSchema.optional(),
  matchConstraints: matchResourcesSchema.optional(),
  matchConditions: z.array(matchConditionSchema).max(64).readonly().default([]),
  variables: z.array(policyVariableSchema).readonly().default([]),
  failurePolicy: failurePolicySchema.default('Fail'),
};

/** What both kinds of policies have beside their spec. */
export function policyFields<Kind extends string>(kind: Kind) {
  return {
    apiVersion: z.literal('admissionregistration.k8s.io/v1').optional(),
    kind: z.literal(kind).optional(),
    metadata: policyMetadataSchema,
  };
}
