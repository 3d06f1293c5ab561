import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text } from '@backstage/ui';
import type { EnvironmentView } from '@mandate/plugin-mandate-common';
import { LoadView, useEnvironments } from '@mandate/plugin-mandate-react';
import { scaffolderFieldsTranslationRef } from '../translation';
import { ApplyingBoundaries } from './ApplyingBoundaries';
import { boundaryQuery } from './boundaryQuery';
import type { environmentPickerSchema } from './environmentPickerSchema';

type FieldProps = typeof environmentPickerSchema.TProps;

/** Chooses an environment; below it stands what the mandates say about deploying there. */
export function EnvironmentPicker(props: FieldProps) {
  const { formData, formContext, uiSchema } = props;
  const environments = useEnvironments();
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  return (
    <LoadView load={environments}>
      {all =>
        all.length === 0 ? (
          <Text as="p">{t('none')}</Text>
        ) : (
          <Flex direction="column" gap="3">
            <EnvironmentSelect {...props} environments={all} />
            {formData && (
              <ApplyingBoundaries
                query={boundaryQuery(formData, {
                  ...uiSchema?.['ui:options'],
                  formData: formContext?.formData,
                })}
              />
            )}
          </Flex>
        )
      }
    </LoadView>
  );
}

function EnvironmentSelect(
  props: FieldProps & { readonly environments: readonly EnvironmentView[] },
) {
  const { environments, onChange, formData, rawErrors = [] } = props;
  const { schema, required, idSchema, disabled } = props;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  return (
    <>
      <Select
        id={idSchema?.$id}
        label={schema.title ?? t('label')}
        description={schema.description}
        placeholder={t('placeholder')}
        isRequired={required}
        isDisabled={disabled}
        isInvalid={rawErrors.length > 0}
        value={formData ?? null}
        onChange={key => onChange(key === null ? undefined : String(key))}
        options={environments.map(({ name, title, production }) => ({
          value: name,
          label: production ? t('production', { title }) : title,
        }))}
      />
      {rawErrors.length > 0 && (
        <Text as="p" color="danger" role="alert">
          {t('required')}
        </Text>
      )}
    </>
  );
}
