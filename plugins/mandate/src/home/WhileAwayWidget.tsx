import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link } from '@backstage/ui';
import { terminalChangeStates } from '@mandate/plugin-mandate-common';
import {
  ChangeLink,
  EmptyState,
  LoadView,
  RelativeTime,
  StateBadge,
  changesRouteRef,
  useChanges,
} from '@mandate/plugin-mandate-react';
import styles from '../changes/ChangePage.module.css';
import { mandateTranslationRef } from '../translation';

const SHOWN = 8;

/** On the home page: the changes that ended last, and how. */
export function WhileAwayWidget() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const changes = useChanges({
    states: [...terminalChangeStates],
    sort: 'updated',
    limit: SHOWN,
  });
  const changesRoute = useRouteRef(changesRouteRef);
  return (
    <LoadView load={changes}>
      {({ items }) => (
        <Flex direction="column" gap="3">
          {items.length === 0 ? (
            <EmptyState title={t('home.awayNone')}>
              {t('home.awayNoneHint')}
            </EmptyState>
          ) : (
            <ul className={styles.list}>
              {items.map(({ id, title, state, statusWords, updatedAt }) => (
                <li key={id} className={styles.row}>
                  <StateBadge state={state} />
                  <ChangeLink id={id}>{title}</ChangeLink>
                  <RelativeTime at={updatedAt} />
                  <span className={styles.hint}>{statusWords}</span>
                </li>
              ))}
            </ul>
          )}
          {changesRoute && <Link href={changesRoute()}>{t('home.away')}</Link>}
        </Flex>
      )}
    </LoadView>
  );
}
