import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  NumberField,
  Select,
  Switch,
  TextAreaField,
  TextField,
} from '@backstage/ui';
import type { InputField, InputForm } from '@mandate/plugin-mandate-common';
import { mandateTranslationRef } from '../translation';
import type { InputValues } from './changeInput';

/** The arguments of a change kind as form fields. */
export function InputFields(props: {
  readonly form: InputForm;
  readonly values: InputValues;
  readonly onChange: (values: InputValues) => void;
}) {
  const { form, values, onChange } = props;
  return (
    <>
      {form.fields.map(field => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name]}
          onChange={value => onChange({ ...values, [field.name]: value })}
        />
      ))}
    </>
  );
}

function Field(props: {
  readonly field: InputField;
  readonly value: InputValues[string];
  readonly onChange: (value: InputValues[string]) => void;
}) {
  const { field, value, onChange } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const label = field.required
    ? field.name
    : t('boundaries.optional', { name: field.name });
  const text = typeof value === 'string' ? value : '';
  switch (field.type) {
    case 'number':
      return (
        <NumberField
          label={label}
          value={typeof value === 'number' ? value : NaN}
          onChange={number =>
            onChange(Number.isNaN(number) ? undefined : number)
          }
          minValue={field.minimum}
          maxValue={field.maximum}
        />
      );
    case 'boolean':
      return (
        <Switch label={label} isSelected={value === true} onChange={onChange} />
      );
    case 'choice':
      return (
        <Select
          label={label}
          value={text || null}
          onChange={key => onChange(key === null ? undefined : String(key))}
          options={field.options.map(option => ({
            value: option,
            label: option,
          }))}
        />
      );
    case 'data':
      return (
        <TextAreaField
          label={t('boundaries.asYaml', { name: label })}
          value={text}
          onChange={onChange}
        />
      );
    default:
      return <TextField label={label} value={text} onChange={onChange} />;
  }
}
