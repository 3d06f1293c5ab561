import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import type { ChangeDetail } from '@mandate/plugin-mandate-common';
import { EntityName, RelativeTime } from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';

/** What people did against the rules on this change, and what others thought of it. */
export function Interventions({ change }: { readonly change: ChangeDetail }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  if (change.interventions.length === 0) {
    return null;
  }
  return (
    <Flex direction="column" gap="2">
      {change.interventions.map(
        ({ id, kind, by, at, reason, incident, review }) => (
          <Alert
            key={id}
            status={review?.verdict === 'justified' ? 'info' : 'warning'}
            icon
            role="status"
            title={t(`emergency.did.${kind}`)}
            description={
              <>
                <EntityName entityRef={by} /> <RelativeTime at={at} />: {reason}
                {incident && (
                  <>
                    {' '}
                    (
                    <a href={incident} rel="noreferrer" target="_blank">
                      {t('emergency.incident')}
                    </a>
                    )
                  </>
                )}{' '}
                {review ? (
                  <>
                    {t(`emergency.verdict.${review.verdict}`)}{' '}
                    <EntityName entityRef={review.by} />: {review.reason}
                  </>
                ) : (
                  t('emergency.toReview')
                )}
              </>
            }
          />
        ),
      )}
    </Flex>
  );
}
