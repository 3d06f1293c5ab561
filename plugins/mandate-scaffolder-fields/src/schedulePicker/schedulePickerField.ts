import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { isSchedule } from './schedule';
import { SchedulePicker } from './SchedulePicker';
import { schedulePickerSchema } from './schedulePickerSchema';

/** `ui:field: MandateSchedulePicker`: chooses when something runs. */
export const schedulePickerField = createFormField({
  name: 'MandateSchedulePicker',
  component: SchedulePicker,
  schema: schedulePickerSchema,
  validation: (value, field) => {
    if (typeof value === 'string' && value !== '' && !isSchedule(value)) {
      field.addError(
        'Write five fields: minute, hour, day of the month, month, day of the week.',
      );
    }
  },
});
