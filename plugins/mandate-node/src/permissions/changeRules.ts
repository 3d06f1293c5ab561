import {
  createConditionExports,
  createPermissionRule,
} from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { changeResourceRef } from './changeResource';

const claimsSchema = z.object({
  claims: z
    .array(z.string())
    .max(1_000)
    .describe(
      'Entity references of the one who asks and of their groups, as Backstage tells the policy',
    ),
});

const isProposer = createPermissionRule({
  name: 'IS_PROPOSER',
  description:
    'Allow changes that one of the claims proposed, or that were proposed on its behalf',
  resourceRef: changeResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ proposers }, { claims }) => holdsOneOf(proposers, claims),
  toQuery: ({ claims }) => ({ property: 'proposer', values: lower(claims) }),
});

const isTargetOwner = createPermissionRule({
  name: 'IS_TARGET_OWNER',
  description: 'Allow changes whose target one of the claims owns',
  resourceRef: changeResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ targetOwner }, { claims }) =>
    targetOwner !== undefined && holdsOneOf([targetOwner], claims),
  toQuery: ({ claims }) => ({ property: 'targetOwner', values: lower(claims) }),
});

const isApprover = createPermissionRule({
  name: 'IS_APPROVER',
  description:
    'Allow changes whose newest plan asks one of the claims, which are groups',
  resourceRef: changeResourceRef,
  paramsSchema: claimsSchema,
  apply: ({ approverGroups }, { claims }) => holdsOneOf(approverGroups, claims),
  toQuery: ({ claims }) => ({ property: 'approver', values: lower(claims) }),
});

const hasEnvironment = createPermissionRule({
  name: 'HAS_ENVIRONMENT',
  description: 'Allow changes in one of the environments',
  resourceRef: changeResourceRef,
  paramsSchema: z.object({
    environments: z
      .array(z.string())
      .max(1_000)
      .describe('Names of environments, as configured'),
  }),
  apply: ({ environment }, { environments }) =>
    environments.includes(environment),
  toQuery: ({ environments }) => ({
    property: 'environment',
    values: environments,
  }),
});

/**
 * The rules by which a policy grants permissions on changes with conditions.
 *
 * @public
 */
export const changePermissionRules = {
  isProposer,
  isTargetOwner,
  isApprover,
  hasEnvironment,
};

const exported = createConditionExports({
  resourceRef: changeResourceRef,
  rules: changePermissionRules,
});

/**
 * Conditions for policies, such as `changeConditions.isProposer({ claims })`.
 *
 * @public
 */
export const changeConditions = exported.conditions;

/**
 * A policy's answer that grants a permission on the changes that fulfil conditions.
 *
 * @public
 */
export const createChangeConditionalDecision =
  exported.createConditionalDecision;

function lower(values: readonly string[]): readonly string[] {
  return values.map(value => value.toLowerCase());
}

function holdsOneOf(
  held: readonly string[],
  claims: readonly string[],
): boolean {
  return lower(claims).some(claim => held.includes(claim));
}
