import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field's value is the name of a Secret in the target's namespace, never a secret. */
export const secretPickerSchema = makeFieldSchema({
  output: z => z.string(),
});
