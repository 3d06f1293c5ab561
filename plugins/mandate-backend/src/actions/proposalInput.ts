import { InputError } from '@backstage/errors';
import {
  type ProposeRequest,
  proposeRequestSchema,
} from '@mandate/plugin-mandate-common';
import type { z } from 'zod/v3';
import { inputMistakes } from '../domain/input/inputMistakes';
import { testResultFields } from './testResultFields';

/** The input of actions that name a change, with what each field means for an agent. */
export function proposalFields(zod: typeof z) {
  return {
    testResults: testResultFields(zod)
      .max(50)
      .optional()
      .describe(
        'What tests that you ran said of what the change brings. At medium risk a deploy runs alone only with results that passed; a failure always asks a person.',
      ),
    kind: zod
      .string()
      .describe(
        'The change kind, for example `deploy`, `configure`, `restart`, `scale`, `resize` or `rollback`. An unknown kind is answered with the list of known ones.',
      ),
    entityRef: zod
      .string()
      .describe(
        'Full reference of the catalog entity to change, for example `component:default/checkout`.',
      ),
    environment: zod
      .string()
      .describe('Name of the environment, for example `dev` or `prod`.'),
    input: zod
      .record(zod.unknown())
      .describe(
        'What the kind needs, for example `{ "replicas": 3 }` for `scale`. A wrong input is answered with what is wrong.',
      ),
    reason: zod
      .string()
      .optional()
      .describe(
        'Why, in a sentence or two. People who approve read it: say what you observed and what you expect.',
      ),
    onBehalfOf: zod
      .string()
      .optional()
      .describe(
        'The person you act for, as entity reference such as `user:default/dana`, when the portal trusts you to name one; otherwise leave it out. That person cannot approve the change either.',
      ),
  };
}

/** The request that an action's input stands for; throws `InputError` when it cannot be one. */
export function toProposeRequest(input: {
  readonly kind: string;
  readonly entityRef: string;
  readonly environment: string;
  readonly input: Record<string, unknown>;
  readonly reason?: string;
  readonly onBehalfOf?: string;
  readonly idempotencyKey?: string;
  readonly testResults?: readonly unknown[];
}): ProposeRequest {
  const { entityRef, environment, ...rest } = input;
  const parsed = proposeRequestSchema.safeParse({
    ...rest,
    target: { entityRef, environment },
  });
  if (!parsed.success) {
    throw new InputError(
      `The input cannot be used:\n${inputMistakes(parsed.error)}`,
    );
  }
  return parsed.data;
}
