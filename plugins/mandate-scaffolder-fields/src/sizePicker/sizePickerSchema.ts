import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field's value is a Kubernetes quantity; its options say what of, and what it costs. */
export const sizePickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      resource: z.enum(['cpu', 'memory', 'storage']),
      monthlyPrice: z
        .number()
        .optional()
        .describe('Price a month of a core or a GiB'),
      currency: z.string().optional().describe('Such as EUR'),
      replicasField: z
        .string()
        .optional()
        .describe('Form field with the number of copies; replicas if absent'),
      environmentField: z
        .string()
        .optional()
        .describe('Form field with the environment; environment if absent'),
    }),
});
