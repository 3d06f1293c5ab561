import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text, TextField } from '@backstage/ui';
import { scaffolderFieldsTranslationRef } from '../translation';
import { judgeSecretText } from './secretName';
import type { secretPickerSchema } from './secretPickerSchema';

/**
 * Asks for the name of a Secret. What looks like a secret itself is not taken over into the form: forms are kept, shown and
 * logged.
 */
export function SecretPicker(props: typeof secretPickerSchema.TProps) {
  const { formData, onChange, schema, required, disabled, idSchema } = props;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const text = formData ?? '';
  const judgement = text === '' ? 'name' : judgeSecretText(text);
  return (
    <Flex direction="column" gap="2">
      <TextField
        id={idSchema?.$id}
        label={schema.title ?? t('secret.label')}
        description={schema.description ?? t('secret.description')}
        autoComplete="off"
        isRequired={required}
        isDisabled={disabled}
        value={text}
        isInvalid={judgement !== 'name'}
        onChange={value => onChange(value === '' ? undefined : value)}
      />
      {judgement !== 'name' && (
        <Text as="p" color="danger" role="alert">
          {t(judgement === 'looks-secret' ? 'secret.looks' : 'secret.noName')}
        </Text>
      )}
    </Flex>
  );
}
