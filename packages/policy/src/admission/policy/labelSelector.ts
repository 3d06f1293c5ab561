import { z } from 'zod';

const requirementSchema = z
  .object({
    key: z.string().min(1),
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
    values: z.array(z.string()).readonly().default([]),
  })
  .refine(
    ({ operator, values }) =>
      (operator === 'In' || operator === 'NotIn') === values.length > 0,
    {
      message:
        'In and NotIn need at least one value, Exists and DoesNotExist take none.',
    },
  )
  .readonly();

/** A label selector (`metav1.LabelSelector`); without requirements it selects everything. @public */
export const labelSelectorSchema = z
  .object({
    matchLabels: z.record(z.string(), z.string()).readonly().default({}),
    matchExpressions: z.array(requirementSchema).readonly().default([]),
  })
  .readonly();

/** @public */
export type LabelSelector = z.output<typeof labelSelectorSchema>;
