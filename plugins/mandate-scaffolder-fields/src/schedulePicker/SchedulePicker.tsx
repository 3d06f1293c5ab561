import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Select, Text, TextField } from '@backstage/ui';
import { useState } from 'react';
import { scaffolderFieldsTranslationRef } from '../translation';
import { isSchedule, isUsual, USUAL_SCHEDULES } from './schedule';
import type { schedulePickerSchema } from './schedulePickerSchema';

const OWN = 'own';

/** Chooses when something runs: a usual time by name, or a cron expression that is checked while it is written. */
export function SchedulePicker(props: typeof schedulePickerSchema.TProps) {
  const { formData, onChange, schema, required, disabled, idSchema } = props;
  const { t } = useTranslationRef(scaffolderFieldsTranslationRef);
  const [writesOwn, setWritesOwn] = useState(
    formData !== undefined && !isUsual(formData),
  );
  const text = formData ?? '';
  const usual = Object.entries(USUAL_SCHEDULES).map(([value, name]) => ({
    value,
    label: t(`schedule.${name}`),
  }));
  return (
    <Flex direction="column" gap="2">
      <Select
        id={idSchema?.$id}
        label={schema.title ?? t('schedule.label')}
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
        options={[...usual, { value: OWN, label: t('schedule.own') }]}
      />
      {writesOwn && (
        <TextField
          label={t('schedule.expression')}
          description={t('schedule.fields')}
          value={text}
          isDisabled={disabled}
          isInvalid={text !== '' && !isSchedule(text)}
          onChange={value => onChange(value)}
        />
      )}
      {text !== '' && !isSchedule(text) && (
        <Text as="p" color="danger" role="alert">
          {t('schedule.invalid')}
        </Text>
      )}
    </Flex>
  );
}
