import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field has no value; its option says which template the form is of. */
export const decisionPreviewSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      template: z.string().describe('Name of the template that the form is of'),
    }),
});
