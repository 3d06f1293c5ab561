import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { judgeSecretText } from './secretName';
import { SecretPicker } from './SecretPicker';
import { secretPickerSchema } from './secretPickerSchema';

/** `ui:field: MandateSecretPicker`: names a Secret; a secret itself is refused. */
export const secretPickerField = createFormField({
  name: 'MandateSecretPicker',
  component: SecretPicker,
  schema: secretPickerSchema,
  validation: (value, field) => {
    if (
      typeof value === 'string' &&
      value !== '' &&
      judgeSecretText(value) !== 'name'
    ) {
      field.addError('Give the name of a Secret, never the secret itself.');
    }
  },
});
