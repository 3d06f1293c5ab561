import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field's value is a cron expression of five fields. */
export const schedulePickerSchema = makeFieldSchema({
  output: z => z.string(),
});
