import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import {
  EmptyState,
  LoadView,
  mandateApiRef,
  useLive,
} from '@mandate/plugin-mandate-react';
import { Page } from '../page/Page';
import { Pager } from '../page/Pager';
import { useUrlFilters } from '../page/useUrlFilters';
import { mandateTranslationRef } from '../translation';
import { CheckpointSection } from './CheckpointSection';
import { EntriesTable } from './EntriesTable';
import { EntryDialog } from './EntryDialog';
import { ExportEntries } from './ExportEntries';
import { LedgerFilters } from './LedgerFilters';
import { ledgerSearchOf } from './ledgerSearch';

const PAGE_SIZE = 25;
const POLL_MS = 60_000;

/** The ledger: its entries, for each the check that it is in the log unchanged, and the signed checkpoint of them all. */
export function LedgerPage() {
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const filters = useUrlFilters();
  const opened = Number(filters.get('entry') ?? NaN);
  const search = ledgerSearchOf(filters);
  const query = {
    ...search,
    cursor: filters.get('cursor'),
    limit: PAGE_SIZE,
  };
  const entries = useLive({
    key: JSON.stringify(query),
    fetchValue: signal => api.listLedgerEntries(query, { signal }),
    concerns: message => message.type === 'ledger',
    pollAfterMs: () => POLL_MS,
  });
  const isFiltered = Object.values(search).some(value => value !== undefined);

  return (
    <Page>
      <header>
        <Text as="h2" variant="title-small" weight="bold">
          {t('ledger.entries')}
        </Text>
        <Text as="p" color="secondary">
          {t('ledger.hint')}
        </Text>
      </header>
      <LedgerFilters filters={filters} />
      <ExportEntries search={search} />
      <LoadView load={entries} lines={9}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <EmptyState
              title={isFiltered ? t('ledger.noMatch') : t('ledger.none')}
              action={
                isFiltered && (
                  <Button variant="secondary" onPress={filters.clear}>
                    {t('changes.clear')}
                  </Button>
                )
              }
            >
              {isFiltered ? t('ledger.noMatchHint') : t('ledger.noneHint')}
            </EmptyState>
          ) : (
            <>
              <EntriesTable
                entries={items}
                onOpen={index => filters.open('entry', String(index))}
              />
              <Pager
                cursor={query.cursor}
                nextCursor={nextCursor}
                onCursor={cursor => filters.set('cursor', cursor)}
              />
            </>
          )
        }
      </LoadView>
      <CheckpointSection />
      {Number.isSafeInteger(opened) && opened >= 0 && (
        <EntryDialog
          index={opened}
          onClose={() => filters.open('entry', undefined)}
        />
      )}
    </Page>
  );
}
