import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Boundaries } from '@mandate/plugin-mandate-common';
import {
  MandateLink,
  OversightBadge,
  RelativeTime,
  Status,
} from '@mandate/plugin-mandate-react';
import styles from '../page/table.module.css';
import { mandateTranslationRef } from '../translation';

/** Boundaries kind by kind, the limits, and the mandates they come from. */
export function BoundariesView(props: { readonly boundaries: Boundaries }) {
  const { kinds, limits, mandates, cluster, namespace } = props.boundaries;
  const { t } = useTranslationRef(mandateTranslationRef);
  const leftWords = (limit: number | string, now: number) =>
    typeof limit === 'number' && now <= limit
      ? t('boundaries.left', {
          now: String(now),
          left: String(Math.round((limit - now) * 100) / 100),
        })
      : t('boundaries.usedNow', { now: String(now) });
  return (
    <>
      {mandates.length === 0 && <Text as="p">{t('boundaries.none')}</Text>}
      <div className={styles.scroll}>
        <table className={styles.table} aria-label={t('boundaries.kinds')}>
          <thead>
            <tr>
              <th scope="col">{t('boundaries.kind')}</th>
              <th scope="col">{t('boundaries.oversight')}</th>
              <th scope="col">{t('boundaries.budget')}</th>
            </tr>
          </thead>
          <tbody>
            {kinds.map(({ kind, title, oversight, words, budget, waits }) => (
              <tr key={kind}>
                <th scope="row">{title}</th>
                <td>
                  <OversightBadge oversight={oversight} />
                  <div className={styles.hint}>{words}</div>
                  {waits && <Status tone="warning">{waits}</Status>}
                </td>
                <td>
                  {budget?.words ?? '–'}
                  {budget?.freeAt && (
                    <div className={styles.hint}>
                      {t('boundaries.asksUntil')}{' '}
                      <RelativeTime at={budget.freeAt} />
                    </div>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {limits.length > 0 && (
        <Text as="p">
          {t('boundaries.limits')}:{' '}
          {limits
            .map(({ name, limit, hard, now }) => {
              const words = t(`mandates.limit.${name}`, {
                number: String(limit),
              });
              const details = [
                hard ? t('mandates.hard') : [],
                now === undefined ? [] : leftWords(limit, now),
              ].flat();
              return details.length > 0
                ? `${words} (${details.join('; ')})`
                : words;
            })
            .join(', ')}
        </Text>
      )}
      <Text as="p" color="secondary">
        {t('boundaries.where', { cluster, namespace })}
        {mandates.map(({ entityRef, reviewDueAt, reviewOverdue }) => (
          <span key={entityRef}>
            {' · '}
            {t('boundaries.from')} <MandateLink entityRef={entityRef} />
            {reviewOverdue && ` · ${t('boundaries.reviewOverdue')}`}
            {!reviewOverdue && reviewDueAt && (
              <>
                {' · '}
                {t('boundaries.reviewDue')} <RelativeTime at={reviewDueAt} />
              </>
            )}
          </span>
        ))}
      </Text>
    </>
  );
}
