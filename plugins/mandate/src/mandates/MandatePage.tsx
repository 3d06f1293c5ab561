import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { Data, LoadView, useMandate } from '@mandate/plugin-mandate-react';
import { useParams } from 'react-router-dom';
import styles from '../changes/ChangePage.module.css';
import { Page } from '../page/Page';
import { mandateTranslationRef } from '../translation';
import { MandateConditions } from './editor/MandateConditions';
import { MandateText } from './editor/MandateText';
import { MandateFacts } from './MandateFacts';
import { MandateProposals } from './proposals/MandateProposals';
import { RejectedVersion } from './RejectedVersion';
import { MandateReviews } from './reviews/MandateReviews';
import { TrackRecord } from './trackRecord/TrackRecord';
import { MandateVersions } from './versions/MandateVersions';

/** One mandate in words, and as it was written. */
export function MandatePage() {
  const { namespace = 'default', name = '' } = useParams();
  const mandate = useMandate(`mandate:${namespace}/${name}`.toLowerCase());
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <Page>
      <LoadView load={mandate} lines={9}>
        {value => (
          <>
            <header>
              <Text as="h2" variant="title-medium" weight="bold">
                {value.title}
              </Text>
              {value.description && (
                <Text as="p" variant="body-large">
                  {value.description}
                </Text>
              )}
            </header>
            <RejectedVersion mandate={value} />
            <MandateProposals mandate={value} />
            <MandateFacts mandate={value} />
            <MandateReviews entityRef={value.entityRef} />
            <TrackRecord mandate={value} />
            <MandateVersions mandate={value} />
            {/* A new version begins with its own conditions. */}
            <MandateConditions key={value.version} mandate={value} />
            <MandateText key={`text ${value.version}`} mandate={value} />
            <details className={styles.disclosure}>
              <summary>{t('mandates.source')}</summary>
              <Data label={t('mandates.source')} value={value.spec} />
            </details>
          </>
        )}
      </LoadView>
    </Page>
  );
}
