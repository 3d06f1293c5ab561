import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { SizePicker } from './SizePicker';
import { sizePickerSchema } from './sizePickerSchema';

/** `ui:field: MandateSizePicker`: chooses CPU, memory or storage, with price and limit. */
export const sizePickerField = createFormField({
  name: 'MandateSizePicker',
  component: SizePicker,
  schema: sizePickerSchema,
});
