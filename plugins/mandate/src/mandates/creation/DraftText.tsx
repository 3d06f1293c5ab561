import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, TextAreaField } from '@backstage/ui';
import { useMemo, useState } from 'react';
import styles from '../../changes/ChangePage.module.css';
import { mandateTranslationRef } from '../../translation';
import { type MandateDocument, toYaml } from '../editor/mandateDocument';
import { readMandateText } from '../editor/readMandateText';

/**
 * The draft as text, for what has no field of its own. A text that is valid becomes the draft as it is written; one that
 * is not stays here until it is mended.
 */
export function DraftText(props: {
  readonly draft: MandateDocument;
  readonly onChange: (draft: MandateDocument) => void;
  readonly onValidity: (isValid: boolean) => void;
}) {
  const { draft, onChange, onValidity } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const [written, setWritten] = useState<{
    readonly text: string;
    /** The draft it stands for; of another draft it is out of date. */
    readonly of: MandateDocument;
    readonly problems: readonly string[];
  }>();
  const asText = useMemo(() => toYaml(draft), [draft]);
  const current = written?.of === draft ? written : undefined;
  const { problems = [] } = current ?? {};

  const write = (text: string) => {
    const read = readMandateText(text);
    const isValid = read.type === 'valid';
    const next = isValid ? read.document : draft;
    setWritten({ text, of: next, problems: isValid ? [] : read.problems });
    onValidity(isValid);
    onChange(next);
  };
  return (
    <details className={styles.disclosure}>
      <summary>{t('mandates.creation.text')}</summary>
      <Flex direction="column" gap="3" py="3">
        <TextAreaField
          label={t('mandates.text.label')}
          description={t('mandates.creation.textHint')}
          value={current?.text ?? asText}
          onChange={write}
          rows={20}
          spellCheck="false"
        />
        {problems.length > 0 && (
          <>
            <Alert
              status="warning"
              icon
              title={t('mandates.creation.textInvalid')}
              description={<Problems problems={problems} />}
            />
            <Flex>
              <Button
                variant="secondary"
                onPress={() => {
                  setWritten(undefined);
                  onValidity(true);
                }}
              >
                {t('mandates.creation.textReset')}
              </Button>
            </Flex>
          </>
        )}
      </Flex>
    </details>
  );
}

/** What has to be mended, one by one. */
export function Problems({
  problems,
}: {
  readonly problems: readonly string[];
}) {
  return (
    <ul className={styles.problems}>
      {problems.map(problem => (
        <li key={problem}>{problem}</li>
      ))}
    </ul>
  );
}
