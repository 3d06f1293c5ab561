import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { EnvironmentPicker } from './EnvironmentPicker';
import { environmentPickerSchema } from './environmentPickerSchema';

/** `ui:field: MandateEnvironmentPicker`: chooses an environment and shows what the mandates say there. */
export const environmentPickerField = createFormField({
  name: 'MandateEnvironmentPicker',
  component: EnvironmentPicker,
  schema: environmentPickerSchema,
});
