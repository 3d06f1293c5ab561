import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text, TextField } from '@backstage/ui';
import { useState } from 'react';
import { scaffolderFieldsTranslationRef } from '../translation';
import { amountOf, USUAL_SIZES } from './amount';
import { SizeLimit } from './SizeLimit';
import type { sizePickerSchema } from './sizePickerSchema';

const OWN = 'own';

/** Chooses a size; below it stand its price for all copies, and how much of the limit that is. */
export function SizePicker(props: typeof sizePickerSchema.TProps) {
  const { formData, onChange, schema, required, disabled, idSchema } = props;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const options = props.uiSchema?.['ui:options'];
  const resource = options?.resource ?? 'memory';
  const sizes = USUAL_SIZES[resource];
  const [writesOwn, setWritesOwn] = useState(
    formData !== undefined && !sizes.includes(formData),
  );
  const text = formData ?? '';
  const amount = amountOf(resource, text);
  const facts = { formData: props.formContext?.formData, ...options };
  const copies = copiesOf(facts.formData, options?.replicasField);
  return (
    <Flex direction="column" gap="2">
      <Select
        id={idSchema?.$id}
        label={schema.title ?? t(`size.${resource}`)}
        description={schema.description}
        isRequired={required}
        isDisabled={disabled}
        value={writesOwn ? OWN : text || null}
        onChange={key => {
          setWritesOwn(key === OWN);
          if (key !== OWN && key !== null) {
            onChange(String(key));
          }
        }}
        options={[
          ...sizes.map(size => ({ value: size, label: size })),
          { value: OWN, label: t('size.own') },
        ]}
      />
      {writesOwn && (
        <TextField
          label={t('size.amount')}
          value={text}
          isDisabled={disabled}
          isInvalid={text !== '' && amount === undefined}
          onChange={value => onChange(value)}
        />
      )}
      {text !== '' && amount === undefined && (
        <Text as="p" color="danger" role="alert">
          {t('size.invalid')}
        </Text>
      )}
      {amount !== undefined && options?.monthlyPrice !== undefined && (
        <Text as="p">
          {t('size.price', {
            price: (amount * copies * options.monthlyPrice).toLocaleString(
              undefined,
              { maximumFractionDigits: 2 },
            ),
            currency: options.currency ?? '',
            copies: String(copies),
          })}
        </Text>
      )}
      {amount !== undefined && (
        <SizeLimit
          resource={resource}
          amount={amount * copies}
          formData={facts.formData}
          environmentField={options?.environmentField ?? 'environment'}
        />
      )}
    </Flex>
  );
}

/** How many copies the form asks for; one when it does not say. */
function copiesOf(formData: unknown, field: string = 'replicas'): number {
  const value =
    typeof formData === 'object' && formData !== null
      ? Object.entries(formData).find(([name]) => name === field)?.[1]
      : undefined;
  return typeof value === 'number' && value > 0 ? value : 1;
}
