import {
  type ApprovalRequirement,
  approvalRequirementSchema,
} from '@mandate/policy';
import { z } from 'zod';

/** Everything under `mandate.mandates`: how mandates themselves change. */
export const mandateSettingsSchema = z.object({
  approvers: z.array(approvalRequirementSchema).max(20).default([]),
  trustFirstVersion: z.boolean().default(false),
  repository: z
    .object({
      directory: z.string().min(1),
      branch: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/, 'is no branch name')
        .default('main'),
      path: z
        .string()
        .regex(
          /^(?!\/)(?!.*\.\.)[A-Za-z0-9._/{}-]*\{name\}[A-Za-z0-9._/{}-]*$/,
          'must be a relative path with {name}',
        )
        .default('mandates/{name}.yaml'),
    })
    .optional(),
});

/** How mandates themselves change. */
export interface MandateSettings
  extends Omit<z.output<typeof mandateSettingsSchema>, 'approvers'> {
  readonly approvers: readonly ApprovalRequirement[];
}
