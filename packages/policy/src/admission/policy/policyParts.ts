import { z } from 'zod';

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
