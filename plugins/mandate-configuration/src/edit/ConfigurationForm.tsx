import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, NumberField, Select, Text, TextField } from '@backstage/ui';
import type { ConfigurationValueView } from '@mandate/plugin-mandate-common';
import { configurationTranslationRef } from '../translation';
import { type FormField, formGroups } from './formFields';

/** What was filled in, by path; a value that is not in it stays as it is. */
export type Filled = ReadonlyMap<string, string | number | boolean>;

/** A form of the schema. Each field says what holds now and which file says so. */
export function ConfigurationForm(props: {
  readonly schema: Readonly<Record<string, unknown>>;
  readonly values: readonly ConfigurationValueView[];
  readonly filled: Filled;
  readonly onChange: (filled: Filled) => void;
}) {
  const { schema, values, filled, onChange } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const present = new Map(values.map(value => [value.path, value]));
  const set = (field: FormField, value: string | number | boolean) => {
    const next = new Map(filled);
    const key = field.path.join('.');
    if (present.get(key)?.value === value) {
      next.delete(key);
    } else {
      next.set(key, value);
    }
    onChange(next);
  };
  return (
    <Flex direction="column" gap="4">
      {formGroups(schema).map(({ title, fields }) => (
        <Flex
          key={title}
          direction="column"
          gap="3"
          role="group"
          aria-label={title || undefined}
        >
          {title && (
            <Text as="h4" weight="bold">
              {title}
            </Text>
          )}
          {fields.map(field => (
            <OneField
              key={field.path.join('.')}
              field={field}
              present={present.get(field.path.join('.'))}
              value={filled.get(field.path.join('.'))}
              onChange={value => set(field, value)}
            />
          ))}
        </Flex>
      ))}
      <Text as="p" color="secondary">
        {t('edit.otherValues')}
      </Text>
    </Flex>
  );
}

function OneField(props: {
  readonly field: FormField;
  readonly present: ConfigurationValueView | undefined;
  readonly value: string | number | boolean | undefined;
  readonly onChange: (value: string | number | boolean) => void;
}) {
  const { field, present, value, onChange } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const { title, description, control } = field;
  const inherited =
    present?.state === 'set' && present.origin
      ? t('edit.inherited', {
          value: JSON.stringify(present.value),
          file: present.origin.file,
        })
      : t('edit.unset');
  const shared = {
    label: title,
    description: [description, inherited].filter(Boolean).join(' '),
  };
  const shown = value ?? present?.value;
  switch (control.type) {
    case 'switch':
      return (
        <Select
          {...shared}
          value={typeof shown === 'boolean' ? String(shown) : null}
          onChange={key => onChange(key === 'true')}
          options={[
            { value: 'true', label: t('edit.on') },
            { value: 'false', label: t('edit.off') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          value={typeof shown === 'string' ? shown : null}
          onChange={key => onChange(String(key))}
          options={control.options.map(option => ({
            value: option,
            label: option,
          }))}
        />
      );
    case 'number':
      return (
        <NumberField
          {...shared}
          value={typeof shown === 'number' ? shown : Number.NaN}
          onChange={number => {
            if (!Number.isNaN(number)) {
              onChange(number);
            }
          }}
          minValue={control.minimum}
          maxValue={control.maximum}
          step={control.isWhole ? 1 : undefined}
        />
      );
    default:
      return (
        <TextField
          {...shared}
          value={typeof shown === 'string' ? shown : ''}
          onChange={onChange}
        />
      );
  }
}
