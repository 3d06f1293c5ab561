import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link, Text } from '@backstage/ui';
import type { ChangeSetView } from '@mandate/plugin-mandate-common';
import {
  changeSetRouteRef,
  EmptyState,
  EntityName,
  LoadView,
  RelativeTime,
  useChangeSets,
} from '@mandate/plugin-mandate-react';
import { useRef } from 'react';
import { KeyArea, Page } from '../page/Page';
import { Pager } from '../page/Pager';
import styles from '../page/table.module.css';
import { LIST_ROW, useListKeys } from '../page/useListKeys';
import { useUrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';
import { ChangeSetProgress } from './ChangeSetProgress';

/** Sets of changes, the newest first. */
export function ChangeSetsPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const filters = useUrlFilters();
  const cursor = filters.get('cursor');
  const sets = useChangeSets({ cursor });
  const area = useRef<HTMLDivElement>(null);
  useListKeys(area);
  return (
    <Page>
      <header>
        <Text as="h2" variant="title-medium" weight="bold">
          {t('changeSets.title')}
        </Text>
        <Text as="p" color="secondary">
          {t('changeSets.hint')}
        </Text>
      </header>
      <KeyArea area={area}>
        <LoadView load={sets} lines={6}>
          {({ items, nextCursor }) =>
            items.length === 0 && !nextCursor ? (
              <EmptyState title={t('changeSets.none')}>
                {t('changeSets.noneHint')}
              </EmptyState>
            ) : (
              <>
                <SetsTable sets={items} />
                <Pager
                  cursor={cursor}
                  nextCursor={nextCursor}
                  onCursor={next => filters.set('cursor', next)}
                />
              </>
            )
          }
        </LoadView>
      </KeyArea>
    </Page>
  );
}

function SetsTable({ sets }: { readonly sets: readonly ChangeSetView[] }) {
  const { t } = useTranslationRef(mandateTranslationRef);
  return (
    <div className={styles.scroll}>
      <table className={styles.table} aria-label={t('changeSets.table')}>
        <thead>
          <tr>
            <th scope="col">{t('changeSets.set')}</th>
            <th scope="col">{t('changeSets.progress')}</th>
            <th scope="col">{t('changeSets.changes')}</th>
            <th scope="col">{t('changes.proposer')}</th>
            <th scope="col">{t('changes.when')}</th>
          </tr>
        </thead>
        <tbody>
          {sets.map(set => (
            <SetRow key={set.id} set={set} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SetRow({ set }: { readonly set: ChangeSetView }) {
  const setRoute = useRouteRef(changeSetRouteRef);
  const { id, title, progress, proposer, createdAt } = set;
  return (
    <tr {...{ [LIST_ROW]: '' }}>
      <th scope="row">
        {setRoute ? <Link href={setRoute({ id })}>{title}</Link> : title}
      </th>
      <td>
        <ChangeSetProgress set={set} />
        <div className={styles.hint}>{progress.words}</div>
      </td>
      <td>{progress.total}</td>
      <td>
        <EntityName entityRef={proposer} />
      </td>
      <td>
        <RelativeTime at={createdAt} />
      </td>
    </tr>
  );
}
