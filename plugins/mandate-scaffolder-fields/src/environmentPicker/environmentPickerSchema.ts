import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field's value is the environment's name; its options say what else is known about the target. */
export const environmentPickerSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      containerType: z
        .string()
        .optional()
        .describe('Container type of what the template makes'),
      kind: z
        .string()
        .optional()
        .describe('Kind of change that the form proposes; deploy if absent'),
      ownerField: z
        .string()
        .optional()
        .describe(
          'Name of the form field that holds the owner; owner if absent',
        ),
      systemField: z
        .string()
        .optional()
        .describe(
          'Name of the form field that holds the system; system if absent',
        ),
    }),
});
