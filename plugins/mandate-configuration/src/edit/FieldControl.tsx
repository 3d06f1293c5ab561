import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { NumberField, Select, TextField } from '@backstage/ui';
import type { ConfigurationReferencesView } from '@mandate/plugin-mandate-common';
import { configurationTranslationRef } from '../translation';
import type { FieldValue, SecretReference } from './fieldEdits';
import type { FormField, ReferenceKind } from './formFields';
import { NamePicker } from './NamePicker';
import { SecretFields } from './SecretFields';

const listOf = {
  service: 'services',
  port: 'ports',
  endpoint: 'endpoints',
} as const satisfies Record<ReferenceKind, keyof ConfigurationReferencesView>;

/** The control of a field, with what holds or was filled in. */
export function FieldControl(props: {
  readonly field: FormField;
  readonly description: string;
  readonly value: unknown;
  readonly known: ConfigurationReferencesView;
  readonly onChange: (value: FieldValue) => void;
}) {
  const { field, description, value, known, onChange } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const { title, control } = field;
  const shared = { label: title, description };
  switch (control.type) {
    case 'switch':
      return (
        <Select
          {...shared}
          value={typeof value === 'boolean' ? String(value) : null}
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
          value={typeof value === 'string' ? value : null}
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
          value={typeof value === 'number' ? value : Number.NaN}
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
    case 'reference':
      return (
        <NamePicker
          {...shared}
          value={textOf(value)}
          options={known[listOf[control.to]]}
          onChange={onChange}
        />
      );
    case 'secret':
      return (
        <SecretFields
          {...shared}
          value={isReference(value) ? value : undefined}
          known={known.secrets}
          onChange={onChange}
        />
      );
    default:
      return (
        <TextField {...shared} value={textOf(value)} onChange={onChange} />
      );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isReference(value: unknown): value is SecretReference {
  return typeof value === 'object' && value !== null && 'secretRef' in value;
}
