import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

const environmentPicker = FormFieldBlueprint.make({
  name: 'mandate-environment-picker',
  params: {
    field: () =>
      import('./environmentPicker/environmentPickerField').then(
        m => m.environmentPickerField,
      ),
  },
});

const sizePicker = FormFieldBlueprint.make({
  name: 'mandate-size-picker',
  params: {
    field: () =>
      import('./sizePicker/sizePickerField').then(m => m.sizePickerField),
  },
});

const secretPicker = FormFieldBlueprint.make({
  name: 'mandate-secret-picker',
  params: {
    field: () =>
      import('./secretPicker/secretPickerField').then(m => m.secretPickerField),
  },
});

const schedulePicker = FormFieldBlueprint.make({
  name: 'mandate-schedule-picker',
  params: {
    field: () =>
      import('./schedulePicker/schedulePickerField').then(
        m => m.schedulePickerField,
      ),
  },
});

const decisionPreview = FormFieldBlueprint.make({
  name: 'mandate-decision-preview',
  params: {
    field: () =>
      import('./decisionPreview/decisionPreviewField').then(
        m => m.decisionPreviewField,
      ),
  },
});

/**
 * Adds the fields `MandateEnvironmentPicker`, `MandateSizePicker`, `MandateSecretPicker`, `MandateSchedulePicker` and
 * `MandateDecisionPreview` to the scaffolder's forms.
 *
 * @public
 */
export const scaffolderFieldsModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    environmentPicker,
    sizePicker,
    secretPicker,
    schedulePicker,
    decisionPreview,
  ],
});
