import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { TextField } from '@backstage/ui';
import type { ConfigurationLevelName } from '@mandate/plugin-mandate-common';
import { valueText } from '../page/shownValue';
import { configurationTranslationRef } from '../translation';
import type { FormField } from './formFields';

/** A value that the level may not set: what holds, why it cannot be changed here, and where it can. */
export function ReadOnlyField(props: {
  readonly field: FormField;
  /** What is said of the value. */
  readonly description: string;
  readonly value: unknown;
  readonly level: ConfigurationLevelName;
  readonly allowedAt: readonly ConfigurationLevelName[];
}) {
  const { field, description, value, level, allowedAt } = props;
  const { t } = useTranslationRef(configurationTranslationRef);
  const why = t('edit.notAtLevel', {
    level: t(`values.level.${level}`),
  });
  const where =
    allowedAt.length > 0
      ? t('edit.setAt', {
          levels: allowedAt.map(one => t(`values.level.${one}`)).join(', '),
        })
      : t('edit.setNowhere');
  return (
    <TextField
      label={field.title}
      description={[description, why, where].filter(Boolean).join(' ')}
      value={value === undefined ? '' : valueText(value)}
      isReadOnly
    />
  );
}
