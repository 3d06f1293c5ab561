import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Text } from '@backstage/ui';
import type { ReplayRequest } from '@mandate/plugin-mandate-common';
import { useId, useState } from 'react';
import styles from '../../page/LocalTimeField.module.css';
import { mandateTranslationRef } from '../../translation';

type Imported = NonNullable<ReplayRequest['imported']>;

/** As much as the API takes. */
const MOST_CHARACTERS = 5_000_000;

/** Takes a file with changes of another system; the server reads it and says what is wrong with it. */
export function ImportField(props: {
  readonly onChange: (imported: Imported | undefined) => void;
}) {
  const { onChange } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const id = useId();
  const [tooLarge, setTooLarge] = useState<string>();

  const take = async (file: File | undefined) => {
    const text = file ? await file.text() : '';
    const isTooLarge = text.length > MOST_CHARACTERS;
    setTooLarge(isTooLarge ? file?.name : undefined);
    onChange(
      file && !isTooLarge ? { format: formatOf(file.name), text } : undefined,
    );
  };

  return (
    <div className={styles.field}>
      <label htmlFor={id}>{t('mandates.replay.import')}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.json"
        aria-describedby={`${id}-hint`}
        onChange={event => take(event.target.files?.[0])}
      />
      <Text as="p" color="secondary" id={`${id}-hint`}>
        {t('mandates.replay.importHint')}
      </Text>
      {tooLarge && (
        <Alert
          status="warning"
          icon
          title={t('mandates.replay.tooLarge', { file: tooLarge })}
        />
      )}
    </div>
  );
}

function formatOf(name: string): Imported['format'] {
  return name.toLocaleLowerCase().endsWith('.json') ? 'json' : 'csv';
}
