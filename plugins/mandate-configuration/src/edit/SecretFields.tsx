import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import type { ConfigurationReferencesView } from '@mandate/plugin-mandate-common';
import { configurationTranslationRef } from '../translation';
import type { SecretReference } from './fieldEdits';
import { NamePicker } from './NamePicker';

/** Picks a key of a Secret. Only names are asked for, offered and kept; a value has no field here. */
export function SecretFields(props: {
  readonly label: string;
  readonly description: string;
  readonly value: SecretReference | undefined;
  readonly known: ConfigurationReferencesView['secrets'];
  readonly onChange: (value: SecretReference) => void;
}) {
  const { label, description, value, known, onChange } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const { name = '', key = '' } = value?.secretRef ?? {};
  const keys = known.find(secret => secret.name === name)?.keys ?? [];
  return (
    <Flex direction="column" gap="1" role="group" aria-label={label}>
      <Text as="p" variant="body-small" color="secondary">
        {description}
      </Text>
      <Flex gap="3">
        <NamePicker
          label={t('edit.secretName', { field: label })}
          value={name}
          options={known.map(secret => secret.name)}
          onChange={next => onChange({ secretRef: { name: next, key } })}
        />
        <NamePicker
          label={t('edit.secretKey', { field: label })}
          value={key}
          options={keys}
          onChange={next => onChange({ secretRef: { name, key: next } })}
        />
      </Flex>
    </Flex>
  );
}
