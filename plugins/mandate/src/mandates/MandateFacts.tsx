import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { MandateView } from '@mandate/plugin-mandate-common';
import {
  EntityName,
  Fact,
  Facts,
  RelativeTime,
  Status,
} from '@mandate/plugin-mandate-react';
import { mandateTranslationRef } from '../translation';
import styles from '../changes/ChangePage.module.css';
import { useMandateWords } from './useMandateWords';

/** A mandate in words: scope, limits, grants, budgets, review. */
export function MandateFacts({ mandate }: { readonly mandate: MandateView }) {
  const { spec } = mandate;
  const { t } = useTranslationRef(mandateTranslationRef);
  const words = useMandateWords();
  return (
    <Facts>
      <Fact name={t('mandates.owner')}>
        <EntityName entityRef={mandate.owner} />
      </Fact>
      <Fact name={t('mandates.scope')}>{words.scope(spec)}</Fact>
      <Fact name={t('mandates.limits')}>{words.limits(spec)}</Fact>
      <Fact name={t('mandates.grants')}>
        <ol className={styles.list}>
          {spec.grants.map((grant, index) => (
            // Grants have no name; their place is their identity.
            // eslint-disable-next-line react/no-array-index-key
            <li key={index}>
              {words.grant(grant)}
              {grant.when && (
                <>
                  , {t('mandates.when')} <code>{grant.when}</code>
                </>
              )}
            </li>
          ))}
        </ol>
      </Fact>
      <Fact name={t('mandates.otherwise')}>{words.otherwise(spec)}</Fact>
      {spec.beyondLimits && (
        <Fact name={t('mandates.beyond')}>{words.beyond(spec)}</Fact>
      )}
      {spec.budgets && (
        <Fact name={t('mandates.budgets')}>
          {spec.budgets.map(words.budget).join('; ')}
        </Fact>
      )}
      <Fact name={t('mandates.review')}>
        <Review mandate={mandate} />
      </Fact>
      <Fact name={t('mandates.version')}>
        <code title={mandate.version}>{shortVersion(mandate.version)}</code>,{' '}
        {t('mandates.since')} <RelativeTime at={mandate.inForceSince} />
      </Fact>
    </Facts>
  );
}

function Review({ mandate }: { readonly mandate: MandateView }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  const words = useMandateWords();
  const { review } = mandate.spec;
  return (
    <>
      {mandate.reviewOverdue ? (
        <Status tone="danger">{t('mandates.reviewOverdue')}</Status>
      ) : (
        mandate.reviewDueAt && (
          <>
            {t('mandates.reviewDue')} <RelativeTime at={mandate.reviewDueAt} />
          </>
        )
      )}
      , {t('mandates.every', { every: words.duration(review.every) })}{' '}
      <EntityName entityRef={review.by} />
    </>
  );
}

/** The beginning of a digest, as much as people compare. */
function shortVersion(version: string): string {
  return version.replace(/^sha256:/, '').slice(0, 12);
}
