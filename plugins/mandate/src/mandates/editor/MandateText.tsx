import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, TextAreaField } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { useMemo, useState } from 'react';
import styles from '../../changes/ChangePage.module.css';
import { mandateTranslationRef } from '../../translation';
import { ReplaySection } from '../replay/ReplaySection';
import { ProposeMandate } from '../proposals/ProposeMandate';
import { mandateDocument, toYaml } from './mandateDocument';
import { readMandateText } from './readMandateText';

/** The whole mandate as text, for everything that has no field of its own. */
export function MandateText({ mandate }: { readonly mandate: MandateView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const inForce = useMemo(
    () => toYaml(mandateDocument(mandate, mandate.spec)),
    [mandate],
  );
  const [edited, setEdited] = useState<string>();
  const text = edited ?? inForce;
  const read = useMemo(
    () => readMandateText(text, mandate.entityRef),
    [text, mandate.entityRef],
  );
  return (
    <details className={styles.disclosure}>
      <summary>{t('mandates.text.title')}</summary>
      <Flex direction="column" gap="4" py="3">
        <TextAreaField
          label={t('mandates.text.label')}
          description={t('mandates.text.hint')}
          value={text}
          onChange={setEdited}
          rows={24}
          spellCheck="false"
        />
        {edited !== undefined && read.type === 'invalid' && (
          <Alert
            status="warning"
            icon
            title={t('mandates.conditions.invalid')}
            description={
              <ul>
                {read.problems.map(problem => (
                  <li key={problem}>{problem}</li>
                ))}
              </ul>
            }
          />
        )}
        {text !== inForce && read.type === 'valid' && (
          <>
            <Flex gap="2">
              <ProposeMandate mandate={mandate} document={read.document} />
              <Button variant="secondary" onPress={() => setEdited(undefined)}>
                {t('mandates.text.reset')}
              </Button>
            </Flex>
            <ReplaySection document={read.document} />
          </>
        )}
      </Flex>
    </details>
  );
}
