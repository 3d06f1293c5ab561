import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { MandateView } from '@mandate/plugin-mandate-common';
import { RelativeTime } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** A newer version that could not be read, with its errors; nothing when there is none. */
export function RejectedVersion({
  mandate,
}: {
  readonly mandate: MandateView;
}) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const { rejectedVersion } = mandate;
  return rejectedVersion ? (
    <Alert
      status="warning"
      icon
      title={t('mandates.rejected')}
      description={
        <>
          <ul>
            {rejectedVersion.errors.map(error => (
              <li key={error}>{error}</li>
            ))}
          </ul>
          {t('mandates.rejectedSince')}{' '}
          <RelativeTime at={rejectedVersion.since} />
        </>
      }
    />
  ) : null;
}
