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

/**
 * Adds `ui:field: MandateEnvironmentPicker` to the scaffolder's forms.
 *
 * @public
 */
export const scaffolderFieldsModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [environmentPicker],
});
